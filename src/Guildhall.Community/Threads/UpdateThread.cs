using Guildhall.Community.AutoModeration;
using Guildhall.Community.Channels;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Threads;

/// <summary>
/// PATCH /channels/{channel_id} of a thread. Its owner changes it; locking, slowmode and pinning are for moderators; and whoever may write
/// in it takes it out of the archive when it is not locked.
/// </summary>
internal static class UpdateThread
{
    public static async ValueTask<Result<ChannelPayload>> Run(GuildTurn turn, EnteredThread entered, ChannelFields common, ThreadFields fields, Caller caller)
    {
        var thread = entered.Thread;
        var before = thread.Channel;
        var after = Changed(turn, entered, common, fields);
        if (after == before) return thread.ShownTo(caller.User);
        if (Refuse(turn.State, entered, before, after) is { } refused) return refused;
        var judgement = before.Name == after.Name ? null : await Judgement.OfTitle(turn, before, caller.User, after.Name ?? "");
        if (judgement?.Refusal is { } blocked) return judgement.Refuse(turn, blocked);
        ThreadEvents.PutUpdated(turn, thread, after);
        if (before.ThreadMetadata!.Archived != after.ThreadMetadata!.Archived) ThreadArchiving.Follow(turn, thread);
        else if (!thread.IsArchived && before.ThreadMetadata.AutoArchiveDuration != after.ThreadMetadata.AutoArchiveDuration) ThreadArchiving.Watch(turn, thread.Channel);
        turn.Audit(AuditAction.ThreadUpdate, caller, thread.Id.ToString(), Changes(before, after));
        if (before.Name != after.Name && !thread.IsArchived) ThreadMessages.Renamed(turn, thread, caller.User);
        judgement?.Execute(turn, null);
        return thread.ShownTo(caller.User);
    }

    private static ChannelPayload Changed(GuildTurn turn, EnteredThread entered, ChannelFields common, ThreadFields fields)
    {
        var thread = entered.Thread;
        var before = thread.Channel;
        var metadata = before.ThreadMetadata!;
        var after = before with
        {
            Name = common.Name.Or(before.Name),
            RateLimitPerUser = common.RateLimitPerUser.Or(before.RateLimitPerUser ?? 0),
            Flags = common.Settings.Flags.IsPresent
                ? (before.Flags & ~ChannelFlags.Pinned) | (common.Settings.Flags.Value & ChannelFlags.Pinned)
                : before.Flags,
            ThreadMetadata = metadata with
            {
                Locked = fields.Locked.Or(metadata.Locked),
                Invitable = thread.IsPrivate ? fields.Invitable.Or(metadata.Invitable ?? true) : metadata.Invitable,
                AutoArchiveDuration = fields.AutoArchiveDuration.Value ?? metadata.AutoArchiveDuration,
            },
        };
        if (before.AppliedTags is { } tags && fields.AppliedTags.IsPresent && !tags.SequenceEqual(fields.AppliedTags.Value))
            after = after with { AppliedTags = fields.AppliedTags.Value };
        if (after.ThreadMetadata == metadata) after = after with { ThreadMetadata = metadata };
        return fields.Archived.IsPresent && fields.Archived.Value != metadata.Archived
            ? ThreadArchiving.Changed(after, fields.Archived.Value, turn.Now)
            : after;
    }

    private static Failure? Refuse(GuildState guild, EnteredThread entered, ChannelPayload before, ChannelPayload after)
    {
        var (old, now) = (before.ThreadMetadata!, after.ThreadMetadata!);
        if (old.Archived && now.Archived) return new Failure.ThreadArchived();
        var opens = old.Archived && !now.Archived;
        var isReopening = opens && after == before with { ThreadMetadata = old with { Archived = false, ArchiveTimestamp = now.ArchiveTimestamp } };
        if (!entered.IsModerator)
        {
            if (old.Locked) return new Failure.MissingPermissions();
            if (!entered.IsOwner && !(isReopening && entered.Entry.Has(Permissions.SendMessagesInThreads))) return new Failure.MissingPermissions();
            if (now.Locked || after.Flags != before.Flags || after.RateLimitPerUser != before.RateLimitPerUser) return new Failure.MissingPermissions();
        }

        if (opens && ThreadBirth.Refuse(guild) is { } full) return full;
        return RefuseInForum(guild, entered, before, after);
    }

    private static Failure? RefuseInForum(GuildState guild, EnteredThread entered, ChannelPayload before, ChannelPayload after)
    {
        if (!guild.Channels.TryGetValue(entered.Thread.Parent, out var parent)) return new Failure.UnknownChannel();
        if ((after.Flags & ~before.Flags & ChannelFlags.Pinned) != 0)
        {
            if (!parent.Type.IsForum()) return new Failure.CannotExecuteOnChannelType();
            var pinned = guild.ActiveThreads.Count(other => other.Parent == parent.Id && (other.Channel.Flags & ChannelFlags.Pinned) != 0);
            if (pinned >= Limits.PinnedThreadsPerForum) return new Failure.TooManyPinnedThreads();
        }

        return after.AppliedTags is { } tags && !ReferenceEquals(tags, before.AppliedTags)
            ? ForumTags.Refuse(parent, before.AppliedTags ?? [], tags, entered.IsModerator)
            : null;
    }

    private static IReadOnlyList<AuditChange> Changes(ChannelPayload before, ChannelPayload after)
    {
        var (old, now) = (before.ThreadMetadata!, after.ThreadMetadata!);
        return AuditChange.List(
            AuditChange.Of("name", before.Name, after.Name),
            AuditChange.Of("archived", old.Archived, now.Archived),
            AuditChange.Of("locked", old.Locked, now.Locked),
            AuditChange.Of("invitable", old.Invitable, now.Invitable),
            AuditChange.Of("auto_archive_duration", old.AutoArchiveDuration, now.AutoArchiveDuration),
            AuditChange.Of("rate_limit_per_user", before.RateLimitPerUser ?? 0, after.RateLimitPerUser ?? 0),
            AuditChange.Of("flags", before.Flags, after.Flags),
            ReferenceEquals(before.AppliedTags, after.AppliedTags) ? null : AuditChange.Of("applied_tags", Text(before), Text(after)));
    }

    private static string Text(ChannelPayload thread) => string.Join(',', thread.AppliedTags ?? []);
}
