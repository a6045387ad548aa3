using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Threads;

/// <summary>DELETE /channels/{channel_id}/thread-members/@me</summary>
public static class LeaveThread
{
    public static void Map(ApiRoutes api) => api.Delete("/channels/{channel_id}/thread-members/@me", Handle, RouteOptions.Per(10, 5, "thread-members"));

    public sealed record Command(ChannelId Channel, Caller Caller) : IGuildCommand<Nothing>, IChannelCommand
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.EnterActiveThread(Channel, Caller, Permissions.ViewChannel);
            if (!entry.IsOk) return entry.Failure;
            if (entry.Value!.Thread.Members.ContainsKey(Caller.User)) ThreadMembership.Remove(turn, entry.Value.Thread, Caller.User);
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
