using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Moderation;

/// <summary>GET /guilds/{guild_id}/bans/{user_id}</summary>
public static class GetBan
{
    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/bans/{user_id}", Handle);

    public sealed record Command(UserId User, Caller Caller) : IGuildCommand<BanPayload>
    {
        public ValueTask<Result<BanPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.BanMembers, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<BanPayload>>(entry.Failure);
            return ValueTask.FromResult<Result<BanPayload>>(
                turn.State.Bans.TryGetValue(User, out var ban) ? Bans.Shown(turn.State, ban) : new Failure.UnknownBan());
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        var ban = await request.House.Guilds.Ask(guild, new Command(user, request.Caller), request.Cancel);
        return ApiAnswer.Of(ban, BanJson.Default.BanPayload);
    }
}
