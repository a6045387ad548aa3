using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Threads;

/// <summary>What a request says about a new thread.</summary>
public sealed record ThreadWish(
    string Name, int? AutoArchiveDuration, int? RateLimitPerUser, bool? Invitable, IReadOnlyList<ForumTagId> AppliedTags)
{
    internal static ThreadWish Read(Form form) => new(
        form.RequiredText("name", 1, Limits.ChannelNameMax),
        ThreadFields.Duration(form, "auto_archive_duration").Value,
        form.NullableInt("rate_limit_per_user", 0, Limits.SlowmodeMaxSeconds).Value,
        form.IsNull("invitable") ? null : form.Flag("invitable") is { IsPresent: true } flag ? flag.Value : null,
        form.Ids<ForumTagId>("applied_tags", Limits.TagsPerThread).Value ?? []);
}

/// <summary>How a thread begins, whatever with.</summary>
internal static class ThreadBirth
{
    /// <summary>Minutes, where neither the request nor the channel says.</summary>
    public const int DefaultAutoArchiveMinutes = 4_320;

    /// <summary>Null while the guild may have one more active thread.</summary>
    public static Failure? Refuse(GuildState guild) =>
        guild.ActiveThreads.Count() >= Limits.ActiveThreadsPerGuild ? new Failure.TooManyActiveThreads() : null;

    /// <summary>Makes the thread with its owner as the first member, unless that is a webhook, and tells it.</summary>
    public static GuildThread Begin(
        GuildTurn turn, ChannelPayload parent, ChannelId id, ChannelType type, ThreadWish wish, Caller caller, bool isMember = true)
    {
        var created = new ChannelPayload
        {
            Id = id,
            Type = type,
            GuildId = turn.GuildId,
            Name = wish.Name,
            ParentId = parent.Id,
            OwnerId = caller.User,
            RateLimitPerUser = wish.RateLimitPerUser ?? parent.DefaultThreadRateLimitPerUser ?? 0,
            MessageCount = 0,
            TotalMessageSent = 0,
            MemberCount = 0,
            AppliedTags = parent.Type.IsForum() ? wish.AppliedTags : null,
            ThreadMetadata = new ThreadMetadataPayload
            {
                AutoArchiveDuration = wish.AutoArchiveDuration ?? parent.DefaultAutoArchiveDuration ?? DefaultAutoArchiveMinutes,
                ArchiveTimestamp = turn.Now,
                CreateTimestamp = turn.Now,
                Invitable = type == ChannelType.PrivateThread ? wish.Invitable ?? true : null,
            },
        };
        turn.Put(created);
        var thread = turn.State.Threads[id];
        var owner = new ThreadMemberRow(caller.User, turn.Now);
        if (isMember) turn.Put(thread, owner);
        ThreadArchiving.Watch(turn, thread.Channel);
        turn.Log("THREAD_CREATE", LogFacts.Channel(id));
        ThreadEvents.Created(turn, thread, caller.User);
        if (!isMember) return thread;
        ThreadEvents.Added(turn, thread, owner, isNewToMember: false);
        turn.Audit(AuditAction.ThreadCreate, caller, id.ToString(), Changes(created));
        return thread;
    }

    private static IReadOnlyList<AuditChange> Changes(ChannelPayload created)
    {
        var metadata = created.ThreadMetadata!;
        return AuditChange.List(
            AuditChange.Of("name", null, created.Name),
            AuditChange.Of<int?>("type", null, (int)created.Type),
            AuditChange.Of<bool?>("archived", null, metadata.Archived),
            AuditChange.Of<bool?>("locked", null, metadata.Locked),
            AuditChange.Of<int?>("auto_archive_duration", null, metadata.AutoArchiveDuration),
            AuditChange.Of<bool?>("invitable", null, metadata.Invitable),
            AuditChange.Of("rate_limit_per_user", null, created.RateLimitPerUser),
            AuditChange.Of<int?>("flags", null, created.Flags));
    }
}
