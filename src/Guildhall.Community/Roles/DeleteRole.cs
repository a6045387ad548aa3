using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Roles;

/// <summary>DELETE /guilds/{guild_id}/roles/{role_id}: never @everyone, nor a role that an integration brought along.</summary>
public static class DeleteRole
{
    public static void Map(ApiRoutes api) => api.Delete("/guilds/{guild_id}/roles/{role_id}", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(RoleId Role, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageRoles, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!turn.State.Roles.TryGetValue(Role, out var role)) return new Failure.UnknownRole();
            if (role.Managed || Role == turn.State.EveryoneRole) return new Failure.InvalidRole();
            if (!entry.Value!.IsAbove(role)) return new Failure.MissingPermissions();
            RoleEvents.Remove(turn, role);
            turn.Audit(AuditAction.RoleDelete, Caller, Role.ToString(), RoleFields.Changes(role, null));
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var role = request.Id<RoleId>("role_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(role, request.Caller), request.Cancel));
    }
}
