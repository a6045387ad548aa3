using Guildhall.Protocol;

namespace Guildhall.Storage.SearchIndex;

/// <summary>How far an index reaches: what it has followed of the log, and how much of the store it has read to be complete.</summary>
public sealed record SearchProgress
{
    /// <summary>The position in the event log up to which it knows everything that changed.</summary>
    public required long Position { get; init; }

    /// <summary>When the entry at that position was logged: tells whether the log is still the same one. Null for no entry.</summary>
    public required DateTimeOffset? PositionAt { get; init; }

    /// <summary>The last message read from the store, by channel and id.</summary>
    public ChannelId BuiltChannel { get; init; }

    public MessageId BuiltMessage { get; init; }

    /// <summary>True when every message of the store has been read.</summary>
    public bool IsBuilt { get; init; }

    /// <summary>Messages taken out of it since its file was last written anew.</summary>
    public long Deletions { get; init; }
}
