using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The kinds of message that are made today.</summary>
public enum MessageType
{
    Default = 0,
    ChannelPinnedMessage = 6,
    UserJoin = 7,
    Reply = 19,
}

/// <summary>Bits of a message's flags.</summary>
[Flags]
public enum MessageFlags
{
    None = 0,
    SuppressEmbeds = 1 << 2,
    Ephemeral = 1 << 6,
    SuppressNotifications = 1 << 12,
}

/// <summary>A message as REST, MESSAGE_CREATE and MESSAGE_UPDATE show it.</summary>
public sealed record MessagePayload
{
    public required MessageId Id { get; init; }

    public required ChannelId ChannelId { get; init; }

    /// <summary>Only in events.</summary>
    public GuildId? GuildId { get; init; }

    public required UserPayload Author { get; init; }

    /// <summary>Only in events: the author as a member, without the user.</summary>
    public MemberPayload? Member { get; init; }

    public required string Content { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset Timestamp { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? EditedTimestamp { get; init; }

    public bool Tts { get; init; }

    public bool MentionEveryone { get; init; }

    public IReadOnlyList<UserPayload> Mentions { get; init; } = [];

    public IReadOnlyList<RoleId> MentionRoles { get; init; } = [];

    public IReadOnlyList<AttachmentPayload> Attachments { get; init; } = [];

    public IReadOnlyList<EmbedPayload> Embeds { get; init; } = [];

    public IReadOnlyList<ReactionPayload>? Reactions { get; init; }

    /// <summary>As sent: a string or a whole number. Only in the answer and in the author's event.</summary>
    public JsonElement? Nonce { get; init; }

    public bool Pinned { get; init; }

    public MessageType Type { get; init; }

    public MessageFlags Flags { get; init; }

    /// <summary>Empty until components have their feature.</summary>
    public IReadOnlyList<Nothing> Components { get; init; } = [];

    public ApplicationId? ApplicationId { get; init; }

    public MessageReferencePayload? MessageReference { get; init; }

    /// <summary>The message a reply answers; null when it was deleted, absent when not looked up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ReferencedMessageConverter))]
    public ReferencedMessage ReferencedMessage { get; init; }

    /// <summary>Only in events.</summary>
    public ChannelType? ChannelType { get; init; }
}

/// <summary>A reply's target: absent (default), deleted (null on the wire), or the message.</summary>
public readonly record struct ReferencedMessage(bool IsKnown, MessagePayload? Message);

/// <summary>Which message a message points at; type 0 is a reply.</summary>
public sealed record MessageReferencePayload(ChannelId ChannelId, MessageId? MessageId = null, GuildId? GuildId = null, int Type = 0);

/// <summary>An uploaded file of a message; also the form in which it is stored (url and proxy_url are added when shown).</summary>
public sealed record AttachmentPayload
{
    public required AttachmentId Id { get; init; }

    public required string Filename { get; init; }

    public long Size { get; init; }

    public string Url { get; init; } = "";

    public string ProxyUrl { get; init; } = "";

    public string? ContentType { get; init; }

    public string? Description { get; init; }

    /// <summary>Pixels, for images.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels, for images.</summary>
    public int? Height { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Flags { get; init; }
}

/// <summary>How often an emoji was put on a message.</summary>
public sealed record ReactionPayload
{
    public required PartialEmojiPayload Emoji { get; init; }

    public int Count { get; init; }

    public ReactionCountDetailsPayload CountDetails { get; init; } = new(0, 0);

    /// <summary>True when the caller is among them.</summary>
    public bool Me { get; init; }

    public bool MeBurst { get; init; }

    public IReadOnlyList<string> BurstColors { get; init; } = [];
}

/// <summary>Normal and burst reactions apart.</summary>
public sealed record ReactionCountDetailsPayload(int Burst, int Normal);
