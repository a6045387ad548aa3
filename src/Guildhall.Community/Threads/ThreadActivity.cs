using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Threads;

/// <summary>What messages do to the thread they are in.</summary>
internal static class ThreadActivity
{
    /// <summary>Why nobody may write into this thread now; null when it is open, or no thread at all.</summary>
    public static Failure? Refuse(EnteredChannel entered)
    {
        if (entered.IsLockedOut) return new Failure.ThreadLocked();
        return entered.IsArchived && entered.Guild.ActiveThreads.Count() >= Limits.ActiveThreadsPerGuild ? new Failure.TooManyActiveThreads() : null;
    }

    /// <summary>A new message: takes the thread out of the archive, counts, and makes members of its author and of those it names.</summary>
    public static void Wrote(GuildTurn turn, GuildThread thread, StoredMessage message)
    {
        if (thread.IsArchived) ThreadArchiving.Reopen(turn, thread);
        if (message.Type is MessageType.Default or MessageType.Reply or MessageType.ChatInputCommand) Join(turn, thread, message);
        var counted = IsFirst(thread, message) ? 0 : 1;
        turn.CountMessages(
            thread, message.Id, (thread.Channel.MessageCount ?? 0) + counted, (thread.Channel.TotalMessageSent ?? 0) + counted);
    }

    /// <summary>Messages were deleted.</summary>
    public static void Deleted(GuildTurn turn, ChannelId channel, IReadOnlyList<StoredMessage> messages)
    {
        if (!turn.State.Threads.TryGetValue(channel, out var thread)) return;
        var counted = messages.Count(message => !IsFirst(thread, message));
        if (counted == 0) return;
        turn.CountMessages(
            thread, thread.Channel.LastMessageId, Math.Max(0, (thread.Channel.MessageCount ?? 0) - counted), thread.Channel.TotalMessageSent ?? 0);
    }

    private static bool IsFirst(GuildThread thread, StoredMessage message) =>
        message.Id.Number == thread.Id.Number || message.Type == MessageType.ThreadStarterMessage;

    private static void Join(GuildTurn turn, GuildThread thread, StoredMessage message)
    {
        if (!turn.State.Members.TryGetValue(message.Author, out var author)) return;
        if (thread.Members.Count < Limits.MembersPerThread) ThreadMembership.Add(turn, thread, message.Author);
        if (thread.IsPrivate && !MayInvite(turn.State, thread, turn.State.PermissionsIn(thread.Channel, author, turn.Now))) return;
        foreach (var user in message.Extra?.MentionUsers ?? [])
        {
            if (thread.Members.Count >= Limits.MembersPerThread) return;
            if (MayBeIn(turn.State, thread, user)) ThreadMembership.Add(turn, thread, user);
        }
    }

    /// <summary>True when somebody may be made a member: it sees the thread's channel.</summary>
    public static bool MayBeIn(GuildState guild, GuildThread thread, UserId user) =>
        guild.Members.TryGetValue(user, out var member)
        && guild.Channels.TryGetValue(thread.Parent, out var parent)
        && guild.MayView(parent, member);

    /// <summary>True when who holds this in a private thread may add others.</summary>
    public static bool MayInvite(GuildState guild, GuildThread thread, Permissions held) =>
        thread.Metadata.Invitable != false || held.Has(Permissions.ManageThreads);
}
