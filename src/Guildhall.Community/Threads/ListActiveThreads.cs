using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Threads;

/// <summary>GET /guilds/{guild_id}/threads/active: every active thread that the caller sees, newest first.</summary>
public static class ListActiveThreads
{
    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/threads/active", Handle);

    public sealed record Command(Caller Caller) : IGuildCommand<ThreadsPagePayload>
    {
        public ValueTask<Result<ThreadsPagePayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<ThreadsPagePayload>>(entry.Failure);
            var seen = turn.State.ActiveThreads
                .Where(thread => turn.State.MayView(thread.Channel, entry.Value!.Member))
                .OrderByDescending(thread => thread.Id.Number)
                .ToArray();
            var page = new ThreadsPagePayload([.. seen.Select(thread => thread.Channel)], ThreadListSync.Memberships(seen, Caller.User), HasMore: false);
            return ValueTask.FromResult<Result<ThreadsPagePayload>>(page);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel), ThreadJson.Default.ThreadsPagePayload);
    }
}
