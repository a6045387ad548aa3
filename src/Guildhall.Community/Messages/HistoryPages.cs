namespace Guildhall.Community.Messages;

/// <summary>The latest pages of channels as encoded JSON, the page used longest ago going first. Safe to use from any thread.</summary>
public sealed class HistoryPages
{
    /// <summary>Pages kept at a time.</summary>
    public const int Capacity = 4_096;

    /// <summary>Bytes kept at a time.</summary>
    public const long CapacityBytes = 64 << 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<(ChannelId Channel, int Limit), LinkedListNode<Entry>> _pages = [];
    private readonly LinkedList<Entry> _latestFirst = new();
    private long _bytes;

    /// <summary>The page as last kept; whether it still holds is for the guild to say.</summary>
    public HistoryPage? Find(ChannelId channel, int limit)
    {
        lock (_gate)
        {
            if (!_pages.TryGetValue((channel, limit), out var node)) return null;
            _latestFirst.Remove(node);
            _latestFirst.AddFirst(node);
            return node.Value.Page;
        }
    }

    public void Keep(ChannelId channel, int limit, HistoryPage page)
    {
        lock (_gate)
        {
            if (_pages.TryGetValue((channel, limit), out var old))
            {
                if (old.Value.Page.Version > page.Version) return;
                Drop(old);
            }

            _pages[(channel, limit)] = _latestFirst.AddFirst(new Entry(channel, limit, page));
            _bytes += page.Body.Length;
            while (_pages.Count > Capacity || _bytes > CapacityBytes) Drop(_latestFirst.Last!);
        }
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _latestFirst.Remove(node);
        _pages.Remove((node.Value.Channel, node.Value.Limit));
        _bytes -= node.Value.Page.Body.Length;
    }

    private sealed record Entry(ChannelId Channel, int Limit, HistoryPage Page);
}

/// <summary>One page: the version of the channel's log that it shows, its UTF-8 JSON, and where in it the messages are that look the same to all.</summary>
public sealed record HistoryPage(long Version, byte[] Body, HistoryPart[] Parts)
{
    /// <summary>True when the whole page is what everybody sees.</summary>
    public bool IsSameForAll { get; init; }
}

/// <summary>The bytes of one message within a page.</summary>
/// <param name="Message">Whose.</param>
/// <param name="Version">Of what it shows, see ChannelLog.</param>
/// <param name="Start">Where they begin.</param>
/// <param name="Length">How many they are.</param>
public readonly record struct HistoryPart(MessageId Message, long Version, int Start, int Length);
