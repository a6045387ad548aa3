using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Retention;

/// <summary>GET /guilds/{guild_id}/retention: how long the guild keeps its messages. A route of this server alone.</summary>
public static class GetRetention
{
    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/retention", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(Caller Caller) : IGuildCommand<RetentionPolicy>
    {
        public ValueTask<Result<RetentionPolicy>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<RetentionPolicy> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            return entry.IsOk ? RetentionPolicy.Of(turn.State) : entry.Failure;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel), RetentionJson.Default.RetentionPolicy);
    }
}
