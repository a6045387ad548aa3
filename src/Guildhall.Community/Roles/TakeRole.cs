using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Roles;

/// <summary>DELETE /guilds/{guild_id}/members/{user_id}/roles/{role_id}</summary>
public static class TakeRole
{
    public static void Map(ApiRoutes api) => api.Delete("/guilds/{guild_id}/members/{user_id}/roles/{role_id}", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(UserId User, RoleId Role, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageRoles, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!turn.State.Members.TryGetValue(User, out var member)) return new Failure.UnknownMember();
            if (!turn.State.Roles.ContainsKey(Role)) return new Failure.UnknownRole();
            var roles = MemberRoles.Decide(entry.Value!, member, [.. member.Roles.Where(held => held != Role)]);
            if (!roles.IsOk) return roles.Failure;
            MemberRoles.Apply(turn, Caller, member, roles.Value!);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var user = request.Id<UserId>("user_id");
        var role = request.Id<RoleId>("role_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(user, role, request.Caller), request.Cancel));
    }
}
