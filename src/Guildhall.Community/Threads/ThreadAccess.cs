using Guildhall.Community.Guild;

namespace Guildhall.Community.Threads;

/// <summary>A thread that the member was let into, with what it may do there.</summary>
internal sealed record EnteredThread(EnteredChannel Entry, GuildThread Thread)
{
    public bool IsModerator => Entry.Has(Permissions.ManageThreads);

    public bool IsOwner => Thread.Channel.OwnerId == Entry.Member.User;
}

/// <summary>The way into a thread for what concerns threads alone.</summary>
internal static class ThreadAccess
{
    public static Result<EnteredThread> EnterThread(this GuildTurn turn, ChannelId channel, Caller caller, Permissions needed)
    {
        var entry = turn.State.Enter(channel, caller, needed, turn.Now);
        if (!entry.IsOk) return entry.Failure;
        return turn.State.Threads.TryGetValue(channel, out var thread) ? new EnteredThread(entry.Value!, thread) : new Failure.CannotExecuteOnChannelType();
    }

    /// <summary>As <see cref="EnterThread"/>, for what changes the thread's members: nothing changes in the archive.</summary>
    public static Result<EnteredThread> EnterActiveThread(this GuildTurn turn, ChannelId channel, Caller caller, Permissions needed)
    {
        var entry = turn.EnterThread(channel, caller, needed);
        return entry.IsOk && entry.Value!.Thread.IsArchived ? new Failure.ThreadArchived() : entry;
    }
}
