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

    /// <summary>Null for everything that the content says.</summary>
    public AllowedMentions? AllowedMentions { get; init; }

    public MessageFlags Flags { get; init; }

    public bool Tts { get; init; }

    public MessageNonce? Nonce { get; init; }

    /// <summary>True when the nonce makes one message only, however often the request comes.</summary>
    public bool EnforceNonce { get; init; }

    public bool IsEmpty => Content.Length == 0 && Embeds is not { Count: > 0 } && Attachments is not { Count: > 0 };
}

/// <summary>Which message a reply answers.</summary>
/// <param name="Message">The target.</param>
/// <param name="Channel">Where the author says it is; null for the same channel.</param>
/// <param name="FailIfMissing">False to send an ordinary message when the target is gone.</param>
public sealed record ReplyDraft(MessageId Message, ChannelId? Channel, bool FailIfMissing);
