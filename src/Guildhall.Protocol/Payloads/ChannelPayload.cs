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
}

/// <summary>Whom a permission overwrite is for.</summary>
public enum OverwriteType
{
    Role = 0,
    Member = 1,
}

/// <summary>What a role or a member may do differently in one channel.</summary>
public sealed record OverwritePayload(OverwriteId Id, OverwriteType Type, Permissions Allow, Permissions Deny);

/// <summary>A channel of a guild; also the form in which it is stored (without last_message_id, which the messages know).</summary>
public sealed record ChannelPayload
{
    public required ChannelId Id { get; init; }

    public required ChannelType Type { get; init; }

    public GuildId? GuildId { get; init; }

    public required string Name { get; init; }

    public int Position { get; init; }

    public IReadOnlyList<OverwritePayload> PermissionOverwrites { get; init; } = [];

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
}
