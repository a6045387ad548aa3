using Guildhall.Community.Edge;

namespace Guildhall.Community.GatewayInfo;

/// <summary>GET /gateway/bot: where the WebSocket is, how many shards fit the bot's guilds, and how many sessions it may still start.</summary>
public static class GetGatewayBot
{
    /// <summary>Guilds for each recommended shard.</summary>
    private const int GuildsPerShard = 1_000;

    public static void Map(ApiRoutes api) => api.Get("/gateway/bot", Handle, RouteOptions.Per(2, 5));

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        if (!request.Caller.IsBot) return new Failure.OnlyBots();
        var house = request.House;
        var guilds = await house.GuildRows.CountGuildsOfUser(request.Caller.User, request.Cancel);
        var shards = 1 + (guilds / GuildsPerShard);
        return ApiAnswer.Json(
            new GatewayBotPayload(GetGateway.UrlOf(house.Options), shards, house.Accounts.SessionStarts.Of(request.Caller.User)),
            GatewayJson.Default.GatewayBotPayload);
    }
}
