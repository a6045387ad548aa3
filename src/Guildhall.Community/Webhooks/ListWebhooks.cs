using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Webhooks;

/// <summary>GET /channels/{channel_id}/webhooks and GET /guilds/{guild_id}/webhooks, for those who manage webhooks there.</summary>
public static class ListWebhooks
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/channels/{channel_id}/webhooks", HandleChannel, RouteOptions.Per(10, 5));
        api.Get("/guilds/{guild_id}/webhooks", HandleGuild, RouteOptions.Per(10, 5));
    }

    /// <param name="Channel">Null for the whole guild.</param>
    /// <param name="Caller">Who asks.</param>
    public sealed record Command(ChannelId? Channel, Caller Caller) : IGuildCommand<IReadOnlyList<WebhookRecord>>
    {
        public ValueTask<Result<IReadOnlyList<WebhookRecord>>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<IReadOnlyList<WebhookRecord>> Decide(GuildTurn turn)
        {
            var refused = Channel is { } channel
                ? turn.State.Enter(channel, Caller, Permissions.ManageWebhooks, turn.Now).Failure
                : turn.State.Enter(Caller, Permissions.ManageWebhooks, turn.Now).Failure;
            if (refused is not null) return refused;
            return turn.State.Documents.Of(WebhookRecord.Kind).Values
                .Where(webhook => Channel is null || webhook.Channel == Channel)
                .OrderBy(webhook => webhook.Id.Number)
                .ToArray();
        }
    }

    private static async ValueTask<ApiAnswer> HandleChannel(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        return await Answer(request, await request.House.Guilds.Ask(channel, new Command(channel, request.Caller), request.Cancel));
    }

    private static async ValueTask<ApiAnswer> HandleGuild(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return await Answer(request, await request.House.Guilds.Ask(guild, new Command(null, request.Caller), request.Cancel));
    }

    private static async ValueTask<ApiAnswer> Answer(ApiRequest request, Result<IReadOnlyList<WebhookRecord>> found) =>
        found.IsOk
            ? ApiAnswer.Json(await WebhookView.Of(request, found.Value!), WebhookJson.Default.IReadOnlyListWebhookPayload)
            : found.Failure;
}
