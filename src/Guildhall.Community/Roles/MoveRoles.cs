using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Roles;

/// <summary>PATCH /guilds/{guild_id}/roles: puts roles into a new order, all of them below the caller's highest.</summary>
public static class MoveRoles
{
    public static void Map(ApiRoutes api) => api.Patch("/guilds/{guild_id}/roles", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(IReadOnlyList<RolePlace> Places, Caller Caller) : IGuildCommand<IReadOnlyList<RolePayload>>
    {
        public ValueTask<Result<IReadOnlyList<RolePayload>>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<IReadOnlyList<RolePayload>> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var entry = guild.Enter(Caller, Permissions.ManageRoles, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (Places.Any(place => !guild.Roles.ContainsKey(place.Role))) return new Failure.UnknownRole();
            if (Places.Any(place => place.Role == guild.EveryoneRole && place.Position != 0)) return new Failure.InvalidRole();
            var after = RoleReordering.Order(guild.Roles.Values, guild.EveryoneRole, Places);
            if (!RoleReordering.StaysBelow(guild.Roles.Values, after, guild.EveryoneRole, guild.StandingOf(entry.Value!.Member)))
                return new Failure.MissingPermissions();
            foreach (var role in after)
            {
                var before = guild.Roles[role.Id];
                if (before.Position == role.Position) continue;
                RoleEvents.PutUpdated(turn, role);
                if (Places.Any(place => place.Role == role.Id))
                    turn.Audit(AuditAction.RoleUpdate, Caller, role.Id.ToString(), AuditChange.List(AuditChange.Of("position", before.Position, role.Position)));
            }

            return new Result<IReadOnlyList<RolePayload>>(guild.Shown().Roles.ToArray());
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var body = await request.ReadJson();
        if (!body.IsOk) return body.Failure;
        var parts = Form.List(body.Value, Limits.RolesPerGuild, out var root);
        if (!parts.IsOk) return parts.Failure;
        RolePlace[] places = [.. parts.Value!.Select(Read).OfType<RolePlace>()];
        if ((request.Failure ?? root.Failure) is { } invalid) return invalid;
        var moved = await request.House.Guilds.Ask(guild, new Command(places, request.Caller), request.Cancel);
        return ApiAnswer.Of(moved, PayloadJson.Default.IReadOnlyListRolePayload);
    }

    private static RolePlace? Read(Form part)
    {
        var id = part.Id<RoleId>("id");
        if (id.Value is null) part.Required("id");
        var position = part.NullableInt("position", 0, int.MaxValue).Value;
        return position is { } place ? new RolePlace(id.Value ?? default, place) : null;
    }
}
