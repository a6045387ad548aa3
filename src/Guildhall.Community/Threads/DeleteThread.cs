using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Threads;

/// <summary>DELETE /channels/{channel_id} of a thread: it goes with its messages; the message that it began with stays.</summary>
internal static class DeleteThread
{
    public static async ValueTask<Result<ChannelPayload>> Run(GuildTurn turn, EnteredThread entered, Caller caller)
    {
        if (!entered.IsModerator) return new Failure.MissingPermissions();
        var thread = entered.Thread;
        var source = turn.State.Channels[thread.Parent].Type.IsForum() ? null : await turn.Logs.Find(turn, thread.Parent, new MessageId(thread.Id.Value));
        var gone = thread.Channel;
        ThreadEvents.Deleted(turn, thread);
        turn.Remove(gone);
        turn.Log("THREAD_DELETE", LogFacts.Channel(gone.Id));
        turn.Audit(AuditAction.ThreadDelete, caller, gone.Id.ToString(), AuditChange.List(
            AuditChange.Of<string>("name", gone.Name, null),
            AuditChange.Of<int?>("type", (int)gone.Type, null),
            AuditChange.Of<bool?>("archived", gone.ThreadMetadata!.Archived, null),
            AuditChange.Of<bool?>("locked", gone.ThreadMetadata.Locked, null),
            AuditChange.Of<int?>("auto_archive_duration", gone.ThreadMetadata.AutoArchiveDuration, null),
            AuditChange.Of("rate_limit_per_user", gone.RateLimitPerUser, null)));
        if (source is null) return gone;
        var left = source with { Flags = source.Flags & ~MessageFlags.HasThread };
        turn.Put(left);
        turn.Log("MESSAGE_UPDATE", LogFacts.Message(left.Channel, left.Id));
        await MessageEvents.Updated(turn, turn.State.Channels[left.Channel], left);
        return gone;
    }
}
