using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Messages;

/// <summary>Adds or replaces a message.</summary>
public sealed record PutMessage(StoredMessage Message) : RowChange;

/// <summary>Deletes messages with their reactions.</summary>
public sealed record DeleteMessages(ChannelId Channel, IReadOnlyList<MessageId> Ids) : RowChange;

/// <summary>Deletes every message and reaction of a channel.</summary>
public sealed record DeleteChannelMessages(ChannelId Channel) : RowChange;

/// <summary>
/// One user's reaction. <paramref name="EmojiKey"/> is the Unicode emoji itself or the custom emoji's id; <paramref name="EmojiName"/> and
/// <paramref name="Animated"/> are kept to show it again.
/// </summary>
public sealed record PutReaction(
    ChannelId Channel, MessageId Message, UserId User, string EmojiKey, string? EmojiName, bool Animated, DateTimeOffset At) : RowChange;

/// <summary>Takes reactions away: one user's, everybody's of one emoji, or all of the message, by what is null.</summary>
public sealed record DeleteReactions(ChannelId Channel, MessageId Message, string? EmojiKey, UserId? User) : RowChange;

/// <summary>
/// Remembers which message a nonce made, so that a repeated request after a crash finds it. Rows older than
/// <see cref="KeptFor"/> are dropped by the store.
/// </summary>
public sealed record PutNonce(GuildId Guild, ChannelId Channel, UserId Author, string Nonce, MessageId Message) : RowChange
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);
}

/// <summary>Notes that a message of an announcement channel was brought somewhere.</summary>
public sealed record PutCopy(MessageCopy Copy) : RowChange;

/// <summary>Forgets where a message was brought to.</summary>
public sealed record DeleteCopies(MessageId Source) : RowChange;
