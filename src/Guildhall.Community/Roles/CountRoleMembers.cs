using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Roles;

/// <summary>GET /guilds/{guild_id}/roles/member-counts: how many members have each role, without @everyone.</summary>
public static class CountRoleMembers
{
    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/roles/member-counts", Handle, RouteOptions.Per(10, 10));

    /// <summary>How many members have a role.</summary>
    public sealed record RoleCount(RoleId Role, int Members);

    public sealed record Command(Caller Caller) : IGuildCommand<IReadOnlyList<RoleCount>>
    {
        public ValueTask<Result<IReadOnlyList<RoleCount>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<IReadOnlyList<RoleCount>>>(entry.Failure);
            var counts = turn.State.Roles.Keys.Where(role => role != turn.State.EveryoneRole).ToDictionary(role => role, _ => 0);
            foreach (var role in turn.State.Members.Values.SelectMany(member => member.Roles))
            {
                if (counts.TryGetValue(role, out var count)) counts[role] = count + 1;
            }

            return ValueTask.FromResult(
                new Result<IReadOnlyList<RoleCount>>(counts.Select(pair => new RoleCount(pair.Key, pair.Value)).ToArray()));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var counts = await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel);
        if (!counts.IsOk) return counts.Failure;
        return ApiAnswer.Json(counts.Value!.ToDictionary(count => count.Role.ToString(), count => count.Members), RoleJson.Default.DictionaryStringInt32);
    }
}
