using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Roles;

/// <summary>GET /guilds/{guild_id}/roles</summary>
public static class ListRoles
{
    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/roles", Handle);

    public sealed record Command(Caller Caller) : IGuildCommand<IReadOnlyList<RolePayload>>
    {
        public ValueTask<Result<IReadOnlyList<RolePayload>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            return ValueTask.FromResult(
                entry.IsOk ? new Result<IReadOnlyList<RolePayload>>(turn.State.Shown().Roles.ToArray()) : entry.Failure);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var roles = await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel);
        return ApiAnswer.Of(roles, PayloadJson.Default.IReadOnlyListRolePayload);
    }
}
