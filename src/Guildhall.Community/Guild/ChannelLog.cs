using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Guild;

/// <summary>The newest messages of one channel, oldest first, without gaps.</summary>
public sealed class ChannelLog
{
    /// <summary>Messages kept: the largest page a client may ask for.</summary>
    public const int Capacity = Limits.HistoryPageMax;

    private static long _versions;
    private readonly List<StoredMessage> _messages;
    private bool _reachesBeginning;

    internal ChannelLog(IEnumerable<StoredMessage> oldestFirst, bool reachesBeginning)
    {
        _messages = [.. oldestFirst];
        _reachesBeginning = reachesBeginning;
        Version = NewVersion();
    }

    /// <summary>Different after every change of what a page would show; never the same for two contents in one process.</summary>
    public long Version { get; private set; }

    internal long LastUsed { get; set; }

    /// <summary>The newest messages, newest first, when the log holds as many as asked for (or all there are); else null.</summary>
    public IReadOnlyList<StoredMessage>? Latest(int limit)
    {
        if (_messages.Count < limit && !_reachesBeginning) return null;
        var count = Math.Min(limit, _messages.Count);
        var page = new StoredMessage[count];
        for (var i = 0; i < count; i++) page[i] = _messages[_messages.Count - 1 - i];
        return page;
    }

    /// <summary>True when a message with this id would be in the log if it existed.</summary>
    public bool Covers(MessageId id) => _reachesBeginning || (_messages.Count > 0 && id.Number >= _messages[0].Id.Number);

    public StoredMessage? Find(MessageId id)
    {
        var index = IndexOf(id);
        return index >= 0 ? _messages[index] : null;
    }

    /// <summary>The newest message that fits; null when none of those in memory does.</summary>
    internal StoredMessage? FindLast(Predicate<StoredMessage> fits) => _messages.FindLast(fits);

    internal void Put(StoredMessage message)
    {
        Touch();
        var index = IndexOf(message.Id);
        if (index >= 0)
        {
            _messages[index] = message;
            return;
        }

        if (!Covers(message.Id)) return;
        _messages.Insert(~index, message);
        if (_messages.Count <= Capacity) return;
        _messages.RemoveAt(0);
        _reachesBeginning = false;
    }

    internal void Remove(IReadOnlyCollection<MessageId> ids)
    {
        Touch();
        _messages.RemoveAll(message => ids.Contains(message.Id));
    }

    internal void Touch() => Version = NewVersion();

    private static long NewVersion() => Interlocked.Increment(ref _versions);

    private int IndexOf(MessageId id)
    {
        var (low, high) = (0, _messages.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = _messages[middle].Id.Number.CompareTo(id.Number);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}
