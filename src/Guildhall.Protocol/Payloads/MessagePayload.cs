using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The kinds of message. Source: message types of the documentation.</summary>
public enum MessageType
{
    Default = 0,
    RecipientAdd = 1,
    RecipientRemove = 2,
    Call = 3,
    ChannelNameChange = 4,
    ChannelIconChange = 5,
    ChannelPinnedMessage = 6,
    UserJoin = 7,
    GuildBoost = 8,
    GuildBoostTier1 = 9,
    GuildBoostTier2 = 10,
    GuildBoostTier3 = 11,
    ChannelFollowAdd = 12,
    GuildDiscoveryDisqualified = 14,
    GuildDiscoveryRequalified = 15,
    GuildDiscoveryGracePeriodInitialWarning = 16,
    GuildDiscoveryGracePeriodFinalWarning = 17,
    ThreadCreated = 18,
    Reply = 19,
    ChatInputCommand = 20,
    ThreadStarterMessage = 21,
    GuildInviteReminder = 22,
    ContextMenuCommand = 23,
    AutoModerationAction = 24,
    RoleSubscriptionPurchase = 25,
    InteractionPremiumUpsell = 26,
    StageStart = 27,
    StageEnd = 28,
    StageSpeaker = 29,
    StageTopic = 31,
    GuildApplicationPremiumSubscription = 32,
    GuildIncidentAlertModeEnabled = 36,
    GuildIncidentAlertModeDisabled = 37,
    GuildIncidentReportRaid = 38,
    GuildIncidentReportFalseAlarm = 39,
    PurchaseNotification = 44,
    PollResult = 46,
}

/// <summary>What kinds of message have in common.</summary>
public static class MessageTypes
{
    /// <summary>True for what a person, a bot or an application wrote, and may edit; false for what the house says.</summary>
    public static bool IsWritten(this MessageType type) =>
        type is MessageType.Default or MessageType.Reply or MessageType.ChatInputCommand or MessageType.ContextMenuCommand;
}

/// <summary>Bits of a message's flags.</summary>
[Flags]
public enum MessageFlags
{
    None = 0,
    Crossposted = 1 << 0,
    IsCrosspost = 1 << 1,
    SuppressEmbeds = 1 << 2,
    SourceMessageDeleted = 1 << 3,
    Urgent = 1 << 4,
    HasThread = 1 << 5,
    Ephemeral = 1 << 6,
    Loading = 1 << 7,
    FailedToMentionSomeRolesInThread = 1 << 8,
    SuppressNotifications = 1 << 12,
    VoiceMessage = 1 << 13,
    HasSnapshot = 1 << 14,
    ComponentsV2 = 1 << 15,
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

    public PollPayload? Poll { get; init; }

    /// <summary>Only on messages of type 3, in private channels.</summary>
    public MessageCallPayload? Call { get; init; }

    public IReadOnlyList<StickerItemPayload>? StickerItems { get; init; }

    public bool Pinned { get; init; }

    public MessageType Type { get; init; }

    public MessageFlags Flags { get; init; }

    public IReadOnlyList<ComponentPayload> Components { get; init; } = [];

    /// <summary>What a person did that this message answers; only on an application's answers.</summary>
    public InteractionMetadataPayload? InteractionMetadata { get; init; }

    /// <summary>The same as clients before metadata read it; only on answers to commands.</summary>
    public MessageInteractionPayload? Interaction { get; init; }

    public ApplicationId? ApplicationId { get; init; }

    /// <summary>Only on messages of webhooks.</summary>
    public WebhookId? WebhookId { get; init; }

    public MessageReferencePayload? MessageReference { get; init; }

    /// <summary>Only on forwards: one.</summary>
    public IReadOnlyList<MessageSnapshotPayload>? MessageSnapshots { get; init; }

    /// <summary>The message a reply answers; null when it was deleted, absent when not looked up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ReferencedMessageConverter))]
    public ReferencedMessage ReferencedMessage { get; init; }

    /// <summary>Only in events.</summary>
    public ChannelType? ChannelType { get; init; }

    /// <summary>True on what a search has found; only there.</summary>
    public bool? Hit { get; init; }

    /// <summary>The thread that began with this message.</summary>
    public ChannelPayload? Thread { get; init; }
}

/// <summary>A reply's target: absent (default), deleted (null on the wire), or the message.</summary>
public readonly record struct ReferencedMessage(bool IsKnown, MessagePayload? Message);

/// <summary>A call: who has been in it, and when it ended; null while it goes on.</summary>
public sealed record MessageCallPayload(
    IReadOnlyList<UserId> Participants,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never), JsonConverter(typeof(TimestampConverter))] DateTimeOffset? EndedTimestamp);

/// <summary>Which message a message points at; type 0 is a reply, type 1 a forward.</summary>
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

    /// <summary>The name as it was given, when the file's had to be made safe.</summary>
    public string? Title { get; init; }

    /// <summary>Of a voice message.</summary>
    public double? DurationSecs { get; init; }

    /// <summary>Of a voice message: up to 256 amplitudes, one byte each, in base64.</summary>
    public string? Waveform { get; init; }

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
