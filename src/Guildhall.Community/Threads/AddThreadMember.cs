using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Threads;

/// <summary>PUT /channels/{channel_id}/thread-members/{user_id}: who may write in a thread brings others in, if they see its channel.</summary>
public static class AddThreadMember
{
    public static void Map(ApiRoutes api) => api.Put("/channels/{channel_id}/thread-members/{user_id}", Handle, RouteOptions.Per(10, 5, "thread-members"));

    public sealed record Command(ChannelId Channel, UserId User, Caller Caller) : IGuildCommand<Nothing>, IChannelCommand
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.EnterActiveThread(Channel, Caller, Permissions.SendMessages);
            if (!entry.IsOk) return entry.Failure;
            var thread = entry.Value!.Thread;
            if (entry.Value.Entry.IsLockedOut) return new Failure.ThreadLocked();
            if (thread.IsPrivate && !entry.Value.IsOwner && !ThreadActivity.MayInvite(turn.State, thread, entry.Value.Entry.Held))
                return new Failure.MissingPermissions();
            if (!turn.State.Members.ContainsKey(User)) return new Failure.UnknownMember();
            if (!ThreadActivity.MayBeIn(turn.State, thread, User)) return new Failure.MissingAccess();
            if (thread.Members.ContainsKey(User)) return Nothing.Value;
            if (ThreadMembership.Refuse(thread) is { } full) return full;
            ThreadMembership.Add(turn, thread, User);
            if (User != Caller.User) ThreadMessages.Added(turn, thread, Caller.User, User);
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
