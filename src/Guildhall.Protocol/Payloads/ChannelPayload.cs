using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The kinds of channel. Those that later features own are listed so that their numbers are known.</summary>
public enum ChannelType
{
    GuildText = 0,
    Dm = 1,
    GuildVoice = 2,
    GroupDm = 3,
    GuildCategory = 4,
    GuildAnnouncement = 5,
    AnnouncementThread = 10,
    PublicThread = 11,
    PrivateThread = 12,
    GuildStageVoice = 13,
    GuildDirectory = 14,
    GuildForum = 15,
    GuildMedia = 16,

    /// <summary>An application's lobby, which is no channel that anybody sees.</summary>
    Lobby = 17,
}

/// <summary>Whom a permission overwrite is for.</summary>
public enum OverwriteType
{
    Role = 0,
    Member = 1,
}

/// <summary>What a role or a member may do differently in one channel.</summary>
public sealed record OverwritePayload(OverwriteId Id, OverwriteType Type, Permissions Allow, Permissions Deny);

/// <summary>
/// A channel or thread of a guild; also the form in which it is stored (without last_message_id, which the messages know). A thread
/// shows neither a position nor overwrites: both are its parent's business.
/// </summary>
public sealed record ChannelPayload
{
    public required ChannelId Id { get; init; }

    public required ChannelType Type { get; init; }

    public GuildId? GuildId { get; init; }

    public required string Name { get; init; }

    [JsonIgnore]
    public int Position { get; init; }

    /// <summary><see cref="Position"/> as the wire has it; null for threads.</summary>
    [JsonPropertyName("position")]
    public int? PositionOnWire
    {
        get => Type.IsThread() ? null : Position;
        init => Position = value ?? 0;
    }

    [JsonIgnore]
    public IReadOnlyList<OverwritePayload> PermissionOverwrites { get; init; } = [];

    /// <summary><see cref="PermissionOverwrites"/> as the wire has them; null for threads.</summary>
    [JsonPropertyName("permission_overwrites")]
    public IReadOnlyList<OverwritePayload>? PermissionOverwritesOnWire
    {
        get => Type.IsThread() ? null : PermissionOverwrites;
        init => PermissionOverwrites = value ?? [];
    }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? ParentId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Topic { get; init; }

    public bool Nsfw { get; init; }

    /// <summary>Slowmode: seconds a member waits between two messages.</summary>
    public int? RateLimitPerUser { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public MessageId? LastMessageId { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? LastPinTimestamp { get; init; }

    public int Flags { get; init; }
    /// <summary>Bits per second, of voice and stage channels.</summary>
    public int? Bitrate { get; init; }

    /// <summary>People who may be in a voice or stage channel at a time; 0 for any number.</summary>
    public int? UserLimit { get; init; }

    /// <summary>Of voice and stage channels; null for wherever it suits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(OptionalTextConverter))]
    public Optional<string?> RtcRegion { get; init; }

    /// <summary>1 automatic, 2 full; of voice and stage channels.</summary>
    public int? VideoQualityMode { get; init; }

    /// <summary>Minutes that clients propose for new threads.</summary>
    public int? DefaultAutoArchiveDuration { get; init; }

    /// <summary>Slowmode that new threads begin with, in seconds.</summary>
    public int? DefaultThreadRateLimitPerUser { get; init; }

    /// <summary>Of forum and media channels.</summary>
    public IReadOnlyList<ForumTagPayload>? AvailableTags { get; init; }

    /// <summary>Of forum and media channels; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(OptionalReactionConverter))]
    public Optional<DefaultReactionPayload?> DefaultReactionEmoji { get; init; }

    /// <summary>0 by latest activity, 1 by creation, null for what clients prefer; of forum and media channels.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(OptionalNumberConverter))]
    public Optional<int?> DefaultSortOrder { get; init; }

    /// <summary>0 not set, 1 list, 2 gallery; of forum channels.</summary>
    public int? DefaultForumLayout { get; init; }

    /// <summary>Who began the thread.</summary>
    public UserId? OwnerId { get; init; }

    public ThreadMetadataPayload? ThreadMetadata { get; init; }

    /// <summary>Messages in the thread, without the one it began with.</summary>
    public int? MessageCount { get; init; }

    /// <summary>Members of the thread; counted up to <see cref="Limits.ThreadMemberCountShown"/>.</summary>
    public int? MemberCount { get; init; }

    /// <summary>Messages ever sent in the thread: not lessened by deletions.</summary>
    public int? TotalMessageSent { get; init; }

    /// <summary>The tags of a thread in a forum or media channel.</summary>
    public IReadOnlyList<ForumTagId>? AppliedTags { get; init; }

    /// <summary>The receiver's own membership of the thread; absent when there is none.</summary>
    public ThreadMemberPayload? Member { get; init; }

    /// <summary>Only in THREAD_CREATE of a thread that began this moment.</summary>
    public bool? NewlyCreated { get; init; }
}
