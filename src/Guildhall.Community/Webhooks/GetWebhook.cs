using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Interactions;

namespace Guildhall.Community.Webhooks;

/// <summary>GET /webhooks/{webhook_id}, for those who manage webhooks in its channel, and /webhooks/{webhook_id}/{webhook_token}, for who has the token.</summary>
public static class GetWebhook
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/webhooks/{webhook_id}", Handle);
        api.Get("/webhooks/{webhook_id}/{webhook_token}", HandleByToken, new RouteOptions { ByWebhookToken = true });
    }

    public sealed record Command(WebhookId Webhook, WebhookKey Key) : IGuildCommand<WebhookRecord>
    {
        public ValueTask<Result<WebhookRecord>> Run(GuildTurn turn) => ValueTask.FromResult(Key.Open(turn, Webhook));
    }

    /// <summary>Asks the guild of the webhook that the request names.</summary>
    internal static ValueTask<Result<TReply>> Ask<TReply>(
        ApiRequest request, WebhookId webhook, IGuildCommand<TReply> command, CancellationToken cancel) =>
        request.House.Guilds.Ask(WebhookRecord.Kind, webhook.Number, command, new Failure.UnknownWebhook(), cancel);

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var id = request.Id<WebhookId>("webhook_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await Ask(request, id, new Command(id, WebhookKey.Of(request.Caller)), request.Cancel);
        return found.IsOk ? ApiAnswer.Json(await WebhookView.Of(request, found.Value!), WebhookJson.Default.WebhookPayload) : found.Failure;
    }

    private static async ValueTask<ApiAnswer> HandleByToken(ApiRequest request)
    {
        if (InteractionWebhook.IsMeant(request)) return await InteractionWebhook.Show(request);
        var id = request.Id<WebhookId>("webhook_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await Ask(request, id, new Command(id, WebhookKey.OfToken(request.Text("webhook_token"))), request.Cancel);
        return found.IsOk ? ApiAnswer.Json(WebhookView.ByToken(request, found.Value!), WebhookJson.Default.WebhookPayload) : found.Failure;
    }
}
