using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>What a thread is beyond a channel. Durations in minutes.</summary>
public sealed record ThreadMetadataPayload
{
    public bool Archived { get; init; }

    /// <summary>Minutes without a message after which the thread is archived.</summary>
    public int AutoArchiveDuration { get; init; }

    /// <summary>When it was archived or taken out of the archive last; at first when it began.</summary>
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset ArchiveTimestamp { get; init; }

    /// <summary>True when only moderators may take it out of the archive or write in it.</summary>
    public bool Locked { get; init; }

    /// <summary>Of private threads: whether members who are no moderators may add others.</summary>
    public bool? Invitable { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? CreateTimestamp { get; init; }
}

/// <summary>One user's membership of a thread.</summary>
public sealed record ThreadMemberPayload
{
    public ChannelId? Id { get; init; }

    public UserId? UserId { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset JoinTimestamp { get; init; }

    public int Flags { get; init; }

    /// <summary>The receiver's own setting; absent in what is shown to others.</summary>
    public bool? Muted { get; init; }

    /// <summary>The user as a member of the guild, when asked for.</summary>
    public MemberPayload? Member { get; init; }
}

/// <summary>A tag that posts of a forum or media channel may carry.</summary>
public sealed record ForumTagPayload
{
    public required ForumTagId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>True when only holders of MANAGE_THREADS may set it.</summary>
    public bool Moderated { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public EmojiId? EmojiId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? EmojiName { get; init; }
}

/// <summary>The emoji that a forum or media channel proposes as reaction: a custom one by id or a Unicode one by name.</summary>
public sealed record DefaultReactionPayload(EmojiId? EmojiId, string? EmojiName);

/// <summary>Bits of a channel's or thread's flags.</summary>
public static class ChannelFlags
{
    /// <summary>The thread is pinned to the top of its forum.</summary>
    public const int Pinned = 1 << 1;

    /// <summary>Posts of this forum need a tag.</summary>
    public const int RequireTag = 1 << 4;

    /// <summary>Media channels: downloads are not offered.</summary>
    public const int HideMediaDownloadOptions = 1 << 15;

    public const int IsSpoilerChannel = 1 << 21;
}

/// <summary>What follows from a channel's kind.</summary>
public static class ChannelKinds
{
    public static bool IsThread(this ChannelType type) =>
        type is ChannelType.AnnouncementThread or ChannelType.PublicThread or ChannelType.PrivateThread;

    /// <summary>Forum and media channels: they hold threads, and no messages of their own.</summary>
    public static bool IsForum(this ChannelType type) => type is ChannelType.GuildForum or ChannelType.GuildMedia;

    /// <summary>Voice and stage channels.</summary>
    public static bool IsVoice(this ChannelType type) => type is ChannelType.GuildVoice or ChannelType.GuildStageVoice;

    /// <summary>True for channels in which threads can begin.</summary>
    public static bool HoldsThreads(this ChannelType type) =>
        type is ChannelType.GuildText or ChannelType.GuildAnnouncement || type.IsForum();
}
