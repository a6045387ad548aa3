using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Roles;

/// <summary>GET /guilds/{guild_id}/roles/{role_id}</summary>
public static class GetRole
{
    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/roles/{role_id}", Handle);

    public sealed record Command(RoleId Role, Caller Caller) : IGuildCommand<RolePayload>
    {
        public ValueTask<Result<RolePayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<RolePayload>>(entry.Failure);
            return ValueTask.FromResult<Result<RolePayload>>(
                turn.State.Roles.TryGetValue(Role, out var role) ? role : new Failure.UnknownRole());
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var role = request.Id<RoleId>("role_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(guild, new Command(role, request.Caller), request.Cancel);
        return ApiAnswer.Of(found, PayloadJson.Default.RolePayload);
    }
}
