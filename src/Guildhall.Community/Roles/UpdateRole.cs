using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Roles;

/// <summary>PATCH /guilds/{guild_id}/roles/{role_id}: a role below one's own highest; only permissions that one holds are added.</summary>
public static class UpdateRole
{
    public static void Map(ApiRoutes api) => api.Patch("/guilds/{guild_id}/roles/{role_id}", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(RoleId Role, RoleFields Fields, Caller Caller) : IGuildCommand<RolePayload>
    {
        public ValueTask<Result<RolePayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<RolePayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageRoles, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!turn.State.Roles.TryGetValue(Role, out var before)) return new Failure.UnknownRole();
            if (!entry.Value!.IsAbove(before)) return new Failure.MissingPermissions();
            var isEveryone = Role == turn.State.EveryoneRole;
            var after = isEveryone ? before with { Permissions = Fields.Permissions.Or(before.Permissions) } : Fields.ApplyTo(before);
            if (!RoleOrder.CanGrant(entry.Value.Held, before.Permissions, after.Permissions)) return new Failure.MissingPermissions();
            RoleEvents.PutUpdated(turn, after);
            turn.Audit(AuditAction.RoleUpdate, Caller, Role.ToString(), RoleFields.Changes(before, after));
            return after;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var role = request.Id<RoleId>("role_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        if (request.Failure is { } badPath) return badPath;
        var allowed = await request.House.Guilds.Ask(guild, new Guilds.CheckRights(Permissions.ManageRoles, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        var fields = await RoleFields.Read(form.Value!, role, request.House, request.Cancel);
        if (form.Value!.Failure is { } invalid) return invalid;
        var updated = await request.House.Guilds.Ask(guild, new Command(role, fields, request.Caller), request.Cancel);
        return ApiAnswer.Of(updated, PayloadJson.Default.RolePayload);
    }
}
