using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Guilds;

/// <summary>GET /guilds/{guild_id}: for members alone, with counts on request.</summary>
public static class GetGuild
{
    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}", Handle);

    public sealed record Command(bool WithCounts, Caller Caller) : IGuildCommand<GuildPayload>
    {
        public ValueTask<Result<GuildPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<GuildPayload>>(entry.Failure);
            var shown = turn.State.Shown();
            return ValueTask.FromResult<Result<GuildPayload>>(!WithCounts ? shown : shown with
            {
                ApproximateMemberCount = turn.State.Members.Count,
                ApproximatePresenceCount = turn.State.Presences.Count,
            });
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var withCounts = request.QueryFlag("with_counts");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(guild, new Command(withCounts, request.Caller), request.Cancel);
        return ApiAnswer.Of(found, PayloadJson.Default.GuildPayload);
    }
}
