using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Threads;

/// <summary>DELETE /channels/{channel_id}/thread-members/{user_id}: for moderators, and for the owner of a private thread.</summary>
public static class RemoveThreadMember
{
    public static void Map(ApiRoutes api) => api.Delete("/channels/{channel_id}/thread-members/{user_id}", Handle, RouteOptions.Per(10, 5, "thread-members"));

    public sealed record Command(ChannelId Channel, UserId User, Caller Caller) : IGuildCommand<Nothing>, IChannelCommand
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.EnterActiveThread(Channel, Caller, Permissions.ViewChannel);
            if (!entry.IsOk) return entry.Failure;
            var thread = entry.Value!.Thread;
            if (!entry.Value.IsModerator && !(thread.IsPrivate && entry.Value.IsOwner)) return new Failure.MissingPermissions();
            if (!thread.Members.ContainsKey(User)) return new Failure.UnknownMember();
            ThreadMembership.Remove(turn, thread, User);
            if (User != Caller.User) ThreadMessages.Removed(turn, thread, Caller.User, User);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Command(channel, user, request.Caller), request.Cancel));
    }
}
