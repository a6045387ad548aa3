using Guildhall.Community.Edge;

namespace Guildhall.Community.Webhooks;

/// <summary>POST /webhooks/{webhook_id}/{webhook_token}/slack: a message in Slack's format, from services that speak it.</summary>
public static class ExecuteSlackWebhook
{
    public static void Map(ApiRoutes api) => api.Post("/webhooks/{webhook_id}/{webhook_token}/slack", Handle, ExecuteWebhook.Options);

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var posted = await ForeignWebhook.Post(request, form =>
            new ForeignWebhook.Said(SlackForm.Read(form), WebhookForm.Name(form, "username"), WebhookForm.PictureUrl(form, "icon_url")));
        return posted.IsOk ? ApiAnswer.Json("ok", WebhookJson.Default.String) : posted.Failure;
    }
}
