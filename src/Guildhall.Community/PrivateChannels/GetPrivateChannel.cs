using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.PrivateChannels;

/// <summary>GET /channels/{channel_id} of a private channel, and GET /users/@me/dms/{user_id}.</summary>
public static class GetPrivateChannel
{
    public static void Map(ApiRoutes api) => api.Get("/users/@me/dms/{user_id}", HandleDm, new RouteOptions { Scope = "dm_channels.read" });

    public sealed record Command(ChannelId Channel, Caller Caller) : IGuildCommand<PrivateChannelPayload>, IAlsoInPrivate
    {
        public ValueTask<Result<PrivateChannelPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<PrivateChannelPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            return PrivateHouse.Shown(turn.State, Caller.User);
        }
    }

    internal static async ValueTask<ApiAnswer> Handle(ApiRequest request, ChannelId channel) =>
        ApiAnswer.Of(
            await request.House.Guilds.Ask(channel, new Command(channel, request.Caller), request.Cancel), PrivateJson.Default.PrivateChannelPayload);

    private static async ValueTask<ApiAnswer> HandleDm(ApiRequest request)
    {
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        var pair = Storage.Guilds.UserPair.Of(request.Caller.User, user);
        return await request.House.GuildRows.DmOf(pair, request.Cancel) is { } channel
            ? await Handle(request, channel)
            : new Failure.UnknownChannel();
    }
}
