using Guildhall.Protocol;

namespace Guildhall.Storage.Messages;

/// <summary>A message as it is stored: users and reactions are joined when it is shown.</summary>
public sealed record StoredMessage
{
    public required ChannelId Channel { get; init; }

    public required MessageId Id { get; init; }

    public required GuildId Guild { get; init; }

    public required UserId Author { get; init; }

    public MessageType Type { get; init; }

    public string Content { get; init; } = "";

    public MessageFlags Flags { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public DateTimeOffset? PinnedAt { get; init; }

    /// <summary>True once a reaction was put on it: only then are the reaction rows looked up.</summary>
    public bool HasReactions { get; init; }

    /// <summary>What most messages do not have; null for those.</summary>
    public MessageExtra? Extra { get; init; }
}

/// <summary>The rarer parts of a message, stored as one JSON blob.</summary>
public sealed record MessageExtra
{
    public IReadOnlyList<AttachmentPayload>? Attachments { get; init; }

    public IReadOnlyList<EmbedPayload>? Embeds { get; init; }

    public IReadOnlyList<UserId>? MentionUsers { get; init; }

    public IReadOnlyList<RoleId>? MentionRoles { get; init; }

    public bool MentionEveryone { get; init; }

    public bool Tts { get; init; }

    public MessageReferencePayload? Reference { get; init; }

    public ApplicationId? Application { get; init; }

    /// <summary>With its results once it has ended.</summary>
    public PollPayload? Poll { get; init; }

    public IReadOnlyList<StickerItemPayload>? Stickers { get; init; }

    /// <summary>The webhook that wrote it, as it showed itself; null for messages of users.</summary>
    public MessageWebhook? Webhook { get; init; }

    /// <summary>What a forward shows of the message that it points at, as that was then; null for other messages.</summary>
    public MessageSnapshot? Snapshot { get; init; }
}

/// <summary>A webhook as the author of one message: what it is called may change with each.</summary>
public sealed record MessageWebhook(WebhookId Id, string Name, string? Avatar);
