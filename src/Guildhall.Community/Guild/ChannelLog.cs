using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Guild;

/// <summary>The newest messages of one channel, oldest first, without gaps.</summary>
public sealed class ChannelLog
{
    /// <summary>Messages kept: the largest page a client may ask for.</summary>
    public const int Capacity = Limits.HistoryPageMax;

    private static long _versions;
    private readonly List<Logged> _messages;
    private bool _reachesBeginning;
    private long _allChanged;

    internal ChannelLog(IEnumerable<StoredMessage> oldestFirst, bool reachesBeginning)
    {
        Version = _allChanged = NewVersion();
        _messages = [.. oldestFirst.Select(message => new Logged(message, Version))];
        _reachesBeginning = reachesBeginning;
    }

    /// <summary>Different after every change of what a page would show; never the same for two contents in one process.</summary>
    public long Version { get; private set; }

    internal long LastUsed { get; set; }

    /// <summary>Messages, newest first, and the version of what each shows: as long as that is the same, the message looks as it did.</summary>
    public readonly record struct Part(IReadOnlyList<StoredMessage> Messages, IReadOnlyList<long> Versions);

    /// <summary>A page of the channel when all of it lies here; else null. A page around a message is left to the store.</summary>
    /// <param name="kind">Where the page is.</param>
    /// <param name="anchor">Before or after which message.</param>
    /// <param name="limit">Messages at most.</param>
    public Part? Page(PageKind kind, MessageId anchor, int limit)
    {
        if (kind == PageKind.After)
        {
            if (!Covers(anchor)) return null;
            var index = IndexOf(anchor);
            var first = index < 0 ? ~index : index + 1;
            return Slice(first, Math.Min(_messages.Count, first + limit));
        }

        if (kind == PageKind.Around) return null;
        var end = kind == PageKind.Latest ? _messages.Count : IndexOf(anchor) is var at && at < 0 ? ~at : at;
        return end >= limit || _reachesBeginning ? Slice(Math.Max(0, end - limit), end) : null;
    }

    /// <summary>True when a message with this id would be in the log if it existed.</summary>
    public bool Covers(MessageId id) => _reachesBeginning || (_messages.Count > 0 && id.Number >= _messages[0].Message.Id.Number);

    public StoredMessage? Find(MessageId id)
    {
        var index = IndexOf(id);
        return index >= 0 ? _messages[index].Message : null;
    }

    /// <summary>The newest message that fits; null when none of those in memory does.</summary>
    internal StoredMessage? FindLast(Predicate<StoredMessage> fits) => _messages.FindLast(logged => fits(logged.Message)).Message;

    internal void Put(StoredMessage message)
    {
        var index = IndexOf(message.Id);
        if (index < 0 && Covers(message.Id))
        {
            Version = NewVersion();
            _messages.Insert(~index, new Logged(message, Version));
            if (_messages.Count <= Capacity) return;
            _messages.RemoveAt(0);
            _reachesBeginning = false;
            return;
        }

        // Others may show what has changed: those that answer it.
        Touch();
        if (index >= 0) _messages[index] = new Logged(message, Version);
    }

    internal void Remove(IReadOnlyCollection<MessageId> ids)
    {
        Touch();
        _messages.RemoveAll(logged => ids.Contains(logged.Message.Id));
    }

    /// <summary>What every message shows may have changed.</summary>
    internal void Touch() => Version = _allChanged = NewVersion();

    private Part Slice(int first, int end)
    {
        var messages = new StoredMessage[Math.Max(0, end - first)];
        var versions = new long[messages.Length];
        for (var i = 0; i < messages.Length; i++)
        {
            var logged = _messages[end - 1 - i];
            messages[i] = logged.Message;
            versions[i] = Math.Max(logged.Version, _allChanged);
        }

        return new Part(messages, versions);
    }

    private static long NewVersion() => Interlocked.Increment(ref _versions);

    private int IndexOf(MessageId id)
    {
        var (low, high) = (0, _messages.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = _messages[middle].Message.Id.Number.CompareTo(id.Number);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private readonly record struct Logged(StoredMessage Message, long Version);
}
