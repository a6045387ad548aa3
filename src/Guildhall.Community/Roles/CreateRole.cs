using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Roles;

/// <summary>POST /guilds/{guild_id}/roles: a role at the bottom, above @everyone alone, with @everyone's permissions unless said otherwise.</summary>
public static class CreateRole
{
    public static void Map(ApiRoutes api) => api.Post("/guilds/{guild_id}/roles", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(RoleId Role, RoleFields Fields, Caller Caller) : IGuildCommand<RolePayload>
    {
        public ValueTask<Result<RolePayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<RolePayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageRoles, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (turn.State.Roles.Count >= Limits.RolesPerGuild) return new Failure.TooManyRoles(Limits.RolesPerGuild);
            var everyone = turn.State.Roles[turn.State.EveryoneRole].Permissions;
            var created = Fields.ApplyTo(new RolePayload { Id = Role, Name = "new role", Permissions = everyone, Position = 1 });
            if (!RoleOrder.CanGrant(entry.Value!.Held, everyone, created.Permissions)) return new Failure.MissingPermissions();
            RoleEvents.PutCreated(turn, created);
            turn.Audit(AuditAction.RoleCreate, Caller, Role.ToString(), RoleFields.Changes(null, created));
            return created;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        if (request.Failure is { } badPath) return badPath;
        var allowed = await request.House.Guilds.Ask(guild, new Guilds.CheckRights(Permissions.ManageRoles, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        var role = new RoleId(request.House.Ids.Next());
        var fields = await RoleFields.Read(form.Value!, role, request.House, request.Cancel);
        if (form.Value!.Failure is { } invalid) return invalid;
        var created = await request.House.Guilds.Ask(guild, new Command(role, fields, request.Caller), request.Cancel);
        return ApiAnswer.Of(created, PayloadJson.Default.RolePayload);
    }
}
