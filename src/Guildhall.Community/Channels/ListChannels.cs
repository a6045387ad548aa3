using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Channels;

/// <summary>GET /guilds/{guild_id}/channels: those the caller may view, as in GUILD_CREATE.</summary>
public static class ListChannels
{
    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/channels", Handle, new RouteOptions { Scope = "guilds.channels.read" });

    public sealed record Command(Caller Caller) : IGuildCommand<IReadOnlyList<ChannelPayload>>
    {
        public ValueTask<Result<IReadOnlyList<ChannelPayload>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<IReadOnlyList<ChannelPayload>>>(entry.Failure);
            var seen = turn.State.Channels.Values
                .Where(channel => turn.State.MayView(channel, entry.Value!.Member))
                .OrderBy(channel => channel.Position).ThenBy(channel => channel.Id.Number)
                .ToArray();
            return ValueTask.FromResult(new Result<IReadOnlyList<ChannelPayload>>(seen));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel);
        return ApiAnswer.Of(found, PayloadJson.Default.IReadOnlyListChannelPayload);
    }
}
