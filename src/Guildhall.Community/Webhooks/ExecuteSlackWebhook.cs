using Guildhall.Community.Edge;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Webhooks;

/// <summary>POST /webhooks/{webhook_id}/{webhook_token}/slack: a message in Slack's format, from services that speak it.</summary>
public static class ExecuteSlackWebhook
{
    public static void Map(ApiRoutes api) => api.Post("/webhooks/{webhook_id}/{webhook_token}/slack", Handle, ExecuteWebhook.Options);

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var id = request.Id<WebhookId>("webhook_id");
        var thread = request.QueryId<ChannelId>("thread_id");
        request.QueryFlag("wait", fallback: true);
        if (request.Failure is { } invalid) return invalid;
        var key = WebhookKey.OfToken(request.Text("webhook_token"));
        var opened = await GetWebhook.Ask(request, id, new ExecuteWebhook.Open(id, key, thread), request.Cancel);
        if (!opened.IsOk) return opened.Failure;
        await using var body = await MessageBody.Read(request, opened.Value!.Channel, mayUpload: null);
        if (body.Failure is { } unreadable) return unreadable;
        var draft = SlackForm.Read(body.Form);
        var name = WebhookForm.Name(body.Form, "username");
        var picture = WebhookForm.PictureUrl(body.Form, "icon_url");
        if (body.Form.Failure is { } wrong) return wrong;
        var command = new ExecuteWebhook.Command(id, key, thread, draft, name, ExecuteWebhook.AvatarOf(picture));
        var posted = await request.House.Guilds.Ask(opened.Value.Guild, command, request.Cancel);
        return posted.IsOk ? ApiAnswer.Json("ok", WebhookJson.Default.String) : posted.Failure;
    }
}
