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

    /// <summary>Its text: the content, or what its text displays say.</summary>
    public string Text() => Extra?.Components is null ? Content : Content.Length > 0 ? Content : ComponentTree.Text(Extra.Components);
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

    public IReadOnlyList<ComponentPayload>? Components { get; init; }

    /// <summary>The interaction that the message answers; null for other messages.</summary>
    public MessageInteraction? Interaction { get; init; }

    /// <summary>What a forward shows of the message that it points at, as that was then; null for other messages.</summary>
    public MessageSnapshot? Snapshot { get; init; }

    /// <summary>What only messages of lobbies have; null for others.</summary>
    public MessageLobby? Lobby { get; init; }

    /// <summary>The call that a message of type 3 tells of.</summary>
    public MessageCall? Call { get; init; }
}

/// <summary>A call of a private channel.</summary>
/// <param name="Participants">Everybody who has been in it, who began it first.</param>
/// <param name="EndedAt">Null while it goes on.</param>
public sealed record MessageCall(IReadOnlyList<UserId> Participants, DateTimeOffset? EndedAt);

/// <summary>A webhook as the author of one message: what it is called may change with each.</summary>
public sealed record MessageWebhook(WebhookId Id, string Name, string? Avatar);

/// <summary>What a message remembers of the interaction that it answers. Users are joined when it is shown.</summary>
/// <param name="Id">The interaction's.</param>
/// <param name="Type">2 for a command, 3 for a component, 5 for a modal.</param>
/// <param name="User">Who did it.</param>
public sealed record MessageInteraction(InteractionId Id, int Type, UserId User)
{
    /// <summary>Of a command: its name with subcommands.</summary>
    public string? Name { get; init; }

    /// <summary>Of a command: 1 chat input, 2 user, 3 message.</summary>
    public int? CommandType { get; init; }

    /// <summary>Of a command: which.</summary>
    public CommandId? Command { get; init; }

    /// <summary>Of a command: the options as the application was given them; null for none.</summary>
    public System.Text.Json.JsonElement? Options { get; init; }

    /// <summary>The guild that has the application; null when it has not.</summary>
    public GuildId? OwnerGuild { get; init; }

    /// <summary>The user that has the application for itself; null when none has.</summary>
    public UserId? OwnerUser { get; init; }

    /// <summary>Of a follow-up: the first answer.</summary>
    public MessageId? Original { get; init; }

    /// <summary>Of a component: the message that it is on.</summary>
    public MessageId? Interacted { get; init; }

    public UserId? TargetUser { get; init; }

    public MessageId? TargetMessage { get; init; }

    /// <summary>Of a modal: the interaction that it was the answer to.</summary>
    public MessageInteraction? Trigger { get; init; }
}

/// <summary>What a message in a lobby keeps beside its text.</summary>
public sealed record MessageLobby
{
    /// <summary>What the author's game said with it.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>What the application's moderation noted.</summary>
    public IReadOnlyDictionary<string, string>? Moderation { get; init; }

    /// <summary>What the author is called in the lobby beside its own name.</summary>
    public string? AdditionalName { get; init; }

    /// <summary>The message of the linked channel that this one repeats; null for those that were written in the lobby.</summary>
    public MessageId? Heard { get; init; }
}
