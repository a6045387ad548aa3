using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Storage.SearchIndex;

/// <summary>A message as the index takes it, with what its row does not tell.</summary>
/// <param name="Message">As stored; its guild is the scope that it is found in.</param>
/// <param name="AuthorKind">user, bot or webhook.</param>
/// <param name="RepliedTo">Who wrote the message that it answers; null when it answers none, or one that is gone.</param>
/// <param name="Place">Where its channel stands among those that people may read.</param>
public sealed record SearchDocument(StoredMessage Message, string AuthorKind, UserId? RepliedTo, SearchPlace Place);

/// <summary>
/// Where a channel stands for reading: whoever reads the history of <paramref name="Id"/> may find its messages. That is the channel itself,
/// for a public thread its parent, and for a private thread the thread, which also those find who manage the threads of
/// <paramref name="Parent"/>.
/// </summary>
public readonly record struct SearchPlace(ChannelId Id, ChannelId? Parent = null);

/// <summary>What changes in an index at once.</summary>
public sealed record SearchChange
{
    /// <summary>Messages as they are now, new or changed.</summary>
    public IReadOnlyList<SearchDocument> Puts { get; init; } = [];

    public IReadOnlyList<MessageId> Gone { get; init; } = [];

    /// <summary>Channels whose messages are removed in time, by <see cref="ISearchIndex.Clean"/>.</summary>
    public IReadOnlyList<ChannelId> GoneChannels { get; init; } = [];

    /// <summary>Guilds whose messages are removed in time, by <see cref="ISearchIndex.Clean"/>.</summary>
    public IReadOnlyList<GuildId> GoneGuilds { get; init; } = [];

    /// <summary>How far the index reaches with this; its count of deletions is the index's own matter.</summary>
    public required SearchProgress Progress { get; init; }
}
