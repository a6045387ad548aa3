using Guildhall.Protocol;

namespace Guildhall.Storage.Messages;

/// <summary>
/// Reads of messages, clustered by (channel, id). Writes go through <see cref="Writing.IStoreWriter"/> as the rows in <c>MessageRows.cs</c>.
/// Reads see every durable write.
/// </summary>
public interface IMessageStore
{
    /// <summary>Votes of polls.</summary>
    IPollStore Polls { get; }

    /// <summary>One message, or null.</summary>
    ValueTask<StoredMessage?> Get(ChannelId channel, MessageId id, CancellationToken cancel);

    /// <summary>A page, newest first. <paramref name="anchor"/> is ignored for <see cref="PageKind.Latest"/>.</summary>
    /// <param name="limit">1 to 100.</param>
    ValueTask<IReadOnlyList<StoredMessage>> Page(ChannelId channel, PageKind kind, MessageId anchor, int limit, CancellationToken cancel);

    /// <summary>The oldest messages of a channel below an id, oldest first; pinned ones only when asked for.</summary>
    ValueTask<IReadOnlyList<StoredMessage>> Oldest(ChannelId channel, MessageId below, bool withPinned, int limit, CancellationToken cancel);

    /// <summary>Those of the given messages that exist, in no particular order.</summary>
    ValueTask<IReadOnlyList<StoredMessage>> GetMany(ChannelId channel, IReadOnlyList<MessageId> ids, CancellationToken cancel);

    /// <summary>Those of the given messages that exist, of whatever channels, in no particular order.</summary>
    ValueTask<IReadOnlyList<StoredMessage>> GetMany(IReadOnlyList<(ChannelId Channel, MessageId Id)> messages, CancellationToken cancel);

    /// <summary>
    /// The messages of the whole store behind a place, by channel and then by id, both upwards: for what derives something from
    /// every message. Looks at <paramref name="limit"/> rows at most.
    /// </summary>
    ValueTask<ScannedMessages> Scan(ChannelId channel, MessageId after, int limit, CancellationToken cancel);

    /// <summary>Pinned messages, latest pin first, pinned before the given moment when there is one.</summary>
    ValueTask<IReadOnlyList<StoredMessage>> Pins(ChannelId channel, DateTimeOffset? before, int limit, CancellationToken cancel);

    /// <summary>The reactions of the given messages as <paramref name="viewer"/> sees them, by message, in order of first use.</summary>
    ValueTask<IReadOnlyDictionary<MessageId, IReadOnlyList<ReactionPayload>>> Reactions(
        ChannelId channel, IReadOnlyList<MessageId> ids, UserId viewer, CancellationToken cancel);

    /// <summary>Who put an emoji (by its key) on a message, by user id upwards, after <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<UserId>> ReactionUsers(
        ChannelId channel, MessageId id, string emojiKey, UserId after, int limit, CancellationToken cancel);

    /// <summary>The ids of one author's messages in a channel since a moment, newest first, at most <paramref name="limit"/>: for bans that delete.</summary>
    ValueTask<IReadOnlyList<MessageId>> IdsByAuthor(ChannelId channel, UserId author, DateTimeOffset since, int limit, CancellationToken cancel);

    /// <summary>Where a message of an announcement channel was brought to, by webhook upwards.</summary>
    ValueTask<IReadOnlyList<MessageCopy>> Copies(MessageId source, CancellationToken cancel);
}

/// <summary>A stretch of the store: where it ends, and whether the store does too.</summary>
public sealed record ScannedMessages(IReadOnlyList<StoredMessage> Messages, ChannelId Channel, MessageId Last, bool IsEnd);

/// <summary>Which page of a channel's history.</summary>
public enum PageKind
{
    Latest,
    Before,
    After,

    /// <summary>Half of the page before the anchor, the anchor itself, half after it.</summary>
    Around,
}
