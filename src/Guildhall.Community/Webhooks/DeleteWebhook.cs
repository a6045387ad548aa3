using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Webhooks;

/// <summary>DELETE /webhooks/{webhook_id} and /webhooks/{webhook_id}/{webhook_token}: its messages stay.</summary>
public static class DeleteWebhook
{
    public static void Map(ApiRoutes api)
    {
        api.Delete("/webhooks/{webhook_id}", Handle, RouteOptions.Per(10, 10));
        api.Delete("/webhooks/{webhook_id}/{webhook_token}", HandleByToken, RouteOptions.Per(10, 10) with { ByWebhookToken = true });
    }

    public sealed record Command(WebhookId Webhook, WebhookKey Key) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var opened = Key.Open(turn, Webhook);
            if (!opened.IsOk) return opened.Failure;
            WebhookEvents.Remove(turn, opened.Value!);
            if (Key.Caller is { } caller) WebhookEvents.Audit(turn, AuditAction.WebhookDelete, caller, opened.Value, null);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var id = request.Id<WebhookId>("webhook_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await GetWebhook.Ask(request, id, new Command(id, WebhookKey.Of(request.Caller)), request.Cancel));
    }

    private static async ValueTask<ApiAnswer> HandleByToken(ApiRequest request)
    {
        var id = request.Id<WebhookId>("webhook_id");
        if (request.Failure is { } invalid) return invalid;
        var key = WebhookKey.OfToken(request.Text("webhook_token"));
        return ApiAnswer.Of(await GetWebhook.Ask(request, id, new Command(id, key), request.Cancel));
    }
}
