using System.Collections.Concurrent;

namespace Guildhall.Storage.Sqlite;

/// <summary>
/// The channels whose messages up to an id were deleted as a whole. Readers begin above that id at once; the rows go later in
/// small steps, since a long-lived channel may have millions of them.
/// </summary>
internal sealed class PurgedChannels
{
    private readonly ConcurrentDictionary<ulong, long> _upTo = new();

    /// <summary>The id that messages must be above to exist; 0 for nearly every channel.</summary>
    public long FloorOf(ChannelId channel) => _upTo.IsEmpty ? 0 : _upTo.GetValueOrDefault(channel.Number);

    public IReadOnlyList<KeyValuePair<ulong, long>> Pending => [.. _upTo];

    public void Raise(ulong channel, long upTo) => _upTo.AddOrUpdate(channel, upTo, (_, current) => Math.Max(current, upTo));

    /// <summary>Forgets a channel when every row up to the id is gone.</summary>
    public void Finish(ulong channel, long upTo) => _upTo.TryRemove(KeyValuePair.Create(channel, upTo));
}
