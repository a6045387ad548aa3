using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Members;

/// <summary>DELETE /guilds/{guild_id}/members/{user_id}: KICK_MEMBERS, and only those below oneself.</summary>
public static class KickMember
{
    public static void Map(ApiRoutes api) => api.Delete("/guilds/{guild_id}/members/{user_id}", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(UserId User, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.KickMembers, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!turn.State.Members.TryGetValue(User, out var member)) return new Failure.UnknownMember();
            if (!entry.Value!.IsAbove(member)) return new Failure.MissingPermissions();
            MemberDeparture.Apply(turn, member);
            turn.Audit(AuditAction.MemberKick, Caller, User.ToString());
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
