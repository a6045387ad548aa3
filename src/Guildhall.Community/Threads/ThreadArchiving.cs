using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Alarms;

namespace Guildhall.Community.Threads;

/// <summary>
/// Into the archive and out of it. A thread in which nobody has written for its duration is archived by an alarm. The alarm stands at
/// the earliest moment that may be: it looks at the last message when it rings, so that a message costs no alarm.
/// </summary>
internal static class ThreadArchiving
{
    public static readonly AlarmKind Inactive = new("thread.inactive", Ring);

    /// <summary>When the thread goes into the archive if nobody writes any more.</summary>
    public static DateTimeOffset DueAt(ChannelPayload thread)
    {
        var metadata = thread.ThreadMetadata!;
        var active = metadata.ArchiveTimestamp;
        if (thread.LastMessageId is { } last && last.Value.CreatedAt > active) active = last.Value.CreatedAt;
        return active.AddMinutes(metadata.AutoArchiveDuration);
    }

    /// <summary>Sets the alarm of a thread that is active.</summary>
    public static void Watch(GuildTurn turn, ChannelPayload thread) => turn.SetAlarm(Inactive, thread.Id.Number, DueAt(thread));

    /// <summary>The thread in the archive or out of it; the caller stores and tells it.</summary>
    public static ChannelPayload Changed(ChannelPayload thread, bool archived, DateTimeOffset now) => thread with
    {
        ThreadMetadata = thread.ThreadMetadata! with { Archived = archived, ArchiveTimestamp = now },
        Flags = archived ? thread.Flags & ~ChannelFlags.Pinned : thread.Flags,
    };

    /// <summary>What follows once a thread was put into the archive or taken out.</summary>
    public static void Follow(GuildTurn turn, GuildThread thread)
    {
        thread.LastUsed = turn.Now.UtcTicks;
        if (!thread.IsArchived)
        {
            Watch(turn, thread.Channel);
            return;
        }

        turn.ClearAlarm(Inactive, thread.Id.Number);
        ThreadLoading.Trim(turn.State, thread);
    }

    /// <summary>Takes a thread out of the archive, for a message.</summary>
    public static void Reopen(GuildTurn turn, GuildThread thread)
    {
        ThreadEvents.PutUpdated(turn, thread, Changed(thread.Channel, archived: false, turn.Now));
        Follow(turn, thread);
    }

    private static ValueTask Ring(GuildTurn turn, ulong id)
    {
        if (!turn.State.Threads.TryGetValue(new ChannelId(id), out var thread) || thread.IsArchived) return ValueTask.CompletedTask;
        if ((thread.Channel.Flags & ChannelFlags.Pinned) != 0)
        {
            turn.SetAlarm(Inactive, id, turn.Now.AddMinutes(thread.Metadata.AutoArchiveDuration));
        }
        else if (DueAt(thread.Channel) > turn.Now)
        {
            Watch(turn, thread.Channel);
        }
        else
        {
            ThreadEvents.PutUpdated(turn, thread, Changed(thread.Channel, archived: true, turn.Now));
            Follow(turn, thread);
        }

        return ValueTask.CompletedTask;
    }
}
