using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Threads;

/// <summary>PUT /channels/{channel_id}/thread-members/@me: joins a thread that one sees. Doing it twice is doing it once.</summary>
public static class JoinThread
{
    public static void Map(ApiRoutes api) => api.Put("/channels/{channel_id}/thread-members/@me", Handle, RouteOptions.Per(10, 5, "thread-members"));

    public sealed record Command(ChannelId Channel, Caller Caller) : IGuildCommand<Nothing>, IChannelCommand
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.EnterActiveThread(Channel, Caller, Permissions.ViewChannel);
            if (!entry.IsOk) return entry.Failure;
            var thread = entry.Value!.Thread;
            if (thread.Members.ContainsKey(Caller.User)) return Nothing.Value;
            if (ThreadMembership.Refuse(thread) is { } full) return full;
            ThreadMembership.Add(turn, thread, Caller.User);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Command(channel, request.Caller), request.Cancel));
    }
}
