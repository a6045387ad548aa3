namespace Guildhall.Community.Messages;

/// <summary>A message as its author wants it: read and checked for shape, not yet for permission.</summary>
public sealed record MessageDraft
{
    /// <summary>Without surrounding white space; may be empty.</summary>
    public string Content { get; init; } = "";

    public IReadOnlyList<EmbedPayload>? Embeds { get; init; }

    /// <summary>Files that lie in the blob store already.</summary>
    public IReadOnlyList<AttachmentPayload>? Attachments { get; init; }

    public ReplyDraft? Reply { get; init; }

    /// <summary>The message that this one forwards; null for all others.</summary>
    public ForwardDraft? Forward { get; init; }

    public Polls.PollDraft? Poll { get; init; }

    /// <summary>As the author names them; looked up into <see cref="Stickers"/>.</summary>
    public IReadOnlyList<StickerId>? StickerIds { get; init; }

    public IReadOnlyList<Stickers.SentSticker>? Stickers { get; init; }

    /// <summary>Read and checked for shape; null for none.</summary>
    public IReadOnlyList<ComponentPayload>? Components { get; init; }

    /// <summary>Null for everything that the content says.</summary>
    public AllowedMentions? AllowedMentions { get; init; }

    public MessageFlags Flags { get; init; }

    public bool Tts { get; init; }

    public MessageNonce? Nonce { get; init; }

    /// <summary>True when the nonce makes one message only, however often the request comes.</summary>
    public bool EnforceNonce { get; init; }

    /// <summary>The linked lobby that it was said in, which has it already; null for all others.</summary>
    public LobbyId? Lobby { get; init; }

    public bool IsEmpty => Forward is null && !HasContent;

    /// <summary>True when it says something of its own.</summary>
    public bool HasContent => Content.Length > 0 || Embeds is { Count: > 0 } || Attachments is { Count: > 0 } || Poll is not null || StickerIds is { Count: > 0 } || Components is { Count: > 0 };
}

/// <summary>Which message a reply answers.</summary>
/// <param name="Message">The target.</param>
/// <param name="Channel">Where the author says it is; null for the same channel.</param>
/// <param name="FailIfMissing">False to send an ordinary message when the target is gone.</param>
public sealed record ReplyDraft(MessageId Message, ChannelId? Channel, bool FailIfMissing);

/// <summary>Which message a forward shows.</summary>
/// <param name="Message">The source.</param>
/// <param name="Channel">Where it is; in any guild or private channel that the author may read.</param>
/// <param name="Guild">The guild it is in; null until it was looked up, and for private channels.</param>
/// <param name="Snapshot">What it says; null until it was looked up.</param>
public sealed record ForwardDraft(MessageId Message, ChannelId Channel, GuildId? Guild = null, Storage.Messages.MessageSnapshot? Snapshot = null);
