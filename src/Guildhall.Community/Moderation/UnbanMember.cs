using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Members;

namespace Guildhall.Community.Moderation;

/// <summary>DELETE /guilds/{guild_id}/bans/{user_id}: the user may come in again.</summary>
public static class UnbanMember
{
    public static void Map(ApiRoutes api) => api.Delete("/guilds/{guild_id}/bans/{user_id}", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(UserId User, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.BanMembers, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!turn.State.Bans.TryGetValue(User, out var ban)) return new Failure.UnknownBan();
            var user = Bans.Shown(turn.State, ban).User;
            turn.RemoveBan(User);
            turn.Log("GUILD_BAN_REMOVE", LogFacts.User(User));
            turn.TellHolders(
                Permissions.BanMembers | Permissions.ViewAuditLog,
                null,
                DispatchCatalogue.GuildBanRemove,
                new BanEventPayload(turn.GuildId, user),
                MemberJson.Default.BanEventPayload);
            turn.Audit(AuditAction.MemberBanRemove, Caller, User.ToString());
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(user, request.Caller), request.Cancel));
    }
}
