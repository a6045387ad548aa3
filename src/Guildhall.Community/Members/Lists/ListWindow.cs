using Guildhall.Cluster.Relay;

namespace Guildhall.Community.Members.Lists;

/// <summary>
/// Some ranges of a list, for all sessions that show the same ones, and what they have been told. What happened since is found by
/// comparing, so a window that waits misses nothing.
/// </summary>
internal sealed class ListWindow
{
    private readonly ListRow[][] _told;
    private ListGroup[] _groups;
    private (RelayEvent Event, long Version, int Members)? _opening;

    public ListWindow(MemberList list, IReadOnlyList<ListRange> ranges)
    {
        List = list;
        Ranges = [.. ranges.SelectMany(Pages)];
        _told = [.. Ranges.Select(list.Read)];
        _groups = list.Groups();
        Version = list.Version;
    }

    public MemberList List { get; }

    /// <summary>In order, of a hundred rows at most.</summary>
    public IReadOnlyList<ListRange> Ranges { get; }

    public HashSet<SessionRef> Sessions { get; } = [];

    /// <summary>The list's version that the sessions know.</summary>
    public long Version { get; private set; }

    /// <summary>When the sessions last heard of it.</summary>
    public DateTimeOffset ToldAt { get; set; }

    public bool Shows(IReadOnlyList<ListRange> ranges) => Ranges.SequenceEqual(ranges.SelectMany(Pages));

    /// <summary>Everything it shows.</summary>
    public List<ListOp> Whole() => [.. Ranges.Select((range, index) => ListOp.Sync(range, _told[index]))];

    /// <summary>Everything it shows as one event, which all who open it between two changes share.</summary>
    public RelayEvent Opening(ListUpdate update, int members)
    {
        if (_opening is { } known && known.Version == Version && known.Members == members) return known.Event;
        var opening = update.Encode(List, Whole());
        if (Sessions.Count > 0) _opening = (opening, Version, members);
        return opening;
    }

    /// <summary>What has changed since it was last asked, page by page; none when nothing has.</summary>
    /// <param name="withNumbers">False when numbers may wait that have changed alone.</param>
    public IReadOnlyList<PageNews> Next(bool withNumbers = true)
    {
        if (Version == List.Version) return [];
        var pages = new PageNews[Ranges.Count];
        var moved = 0;
        for (var i = 0; i < pages.Length; i++)
        {
            pages[i] = List.News(Ranges[i], Version, _told[i], _groups);
            if (pages[i].IsAny) moved++;
        }

        var groups = List.Groups();
        var isCounted = !_groups.AsSpan().SequenceEqual(groups);
        if (moved == 0 && isCounted && !withNumbers) return [];
        for (var i = 0; i < pages.Length; i++) _told[i] = pages[i].Now;
        (_groups, Version, _opening) = (groups, List.Version, null);
        if (moved > 0) return [.. pages.Where(page => page.IsAny).OrderBy(page => page.IsWhole)];
        return isCounted ? [List.Numbers()] : [];
    }

    private static IEnumerable<ListRange> Pages(ListRange range)
    {
        for (var first = range.First; first <= range.Last; first += ListRange.RowsMax)
            yield return new ListRange(first, Math.Min(range.Last, first + ListRange.RowsMax - 1));
    }
}
