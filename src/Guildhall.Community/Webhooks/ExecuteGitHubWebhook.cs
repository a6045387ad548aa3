using Guildhall.Community.Edge;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Webhooks;

/// <summary>
/// POST /webhooks/{webhook_id}/{webhook_token}/github: an event of a repository, as GitHub's own webhooks send it, told in an embed.
/// Events that have nothing to tell are taken in silence.
/// </summary>
public static class ExecuteGitHubWebhook
{
    public static void Map(ApiRoutes api) => api.Post("/webhooks/{webhook_id}/{webhook_token}/github", Handle, ExecuteWebhook.Options);

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
        if (body.Form.Part("sender") is null) body.Form.Required("sender");
        if (body.Form.Failure is { } wrong) return wrong;
        var said = GitHubEvent.Tell(request.Http.Request.Headers["X-GitHub-Event"].ToString(), new ForeignObject(body.Form.Json));
        if (said is null) return ApiAnswer.NoContent;
        var draft = new MessageDraft { Embeds = [said] };
        var posted = await request.House.Guilds.Ask(
            opened.Value.Guild, new ExecuteWebhook.Command(id, key, thread, draft, null, null), request.Cancel);
        return ApiAnswer.Of(posted);
    }
}
