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

    /// <summary>True when a row that it shows is another, or shows something else; false when numbers alone have changed.</summary>
    public bool HasNewRows()
    {
        for (var i = 0; i < Ranges.Count; i++)
        {
            if (!List.Read(Ranges[i]).AsSpan().SequenceEqual(_told[i])) return true;
            foreach (var row in _told[i])
            {
                if (!row.IsGroup && List.HasChanged(row.Id, Version)) return true;
            }
        }

        return false;
    }

    public bool Shows(IReadOnlyList<ListRange> ranges) => Ranges.SequenceEqual(ranges.SelectMany(Pages));

    /// <summary>Everything it shows.</summary>
    public List<ListOp> Whole() => [.. Ranges.Select((range, index) => ListOp.Sync(range, _told[index]))];

    /// <summary>Everything it shows as one event, which all who open it between two changes share.</summary>
    public RelayEvent Opening(ListUpdate update, int members)
    {
        if (_opening is { } known && known.Version == Version && known.Members == members) return known.Event;
        var opening = update.Encode(List, Whole());
        _opening = (opening, Version, members);
        return opening;
    }

    /// <summary>What has changed since it was last asked; null when nothing has, and no steps when only numbers have.</summary>
    public List<ListOp>? Next()
    {
        if (Version == List.Version) return null;
        List<ListOp> steps = [];
        List<ListOp> whole = [];
        var groups = List.Groups();
        for (var i = 0; i < Ranges.Count; i++)
        {
            var now = List.Read(Ranges[i]);
            List<ListOp> own = [];
            ListDiff.Append(own, Ranges[i], _told[i], now);
            if (own is [{ Kind: ListOpKind.Sync }])
            {
                whole.AddRange(own);
            }
            else
            {
                steps.AddRange(own);
                AddUpdates(steps, own, Ranges[i].First, now, groups);
            }

            _told[i] = now;
        }

        var isSame = steps.Count == 0 && whole.Count == 0 && _groups.AsSpan().SequenceEqual(groups);
        _groups = groups;
        Version = List.Version;
        return isSame ? null : [.. steps, .. whole];
    }

    // Rows that stay and show something else.
    private void AddUpdates(List<ListOp> ops, List<ListOp> steps, int first, ListRow[] now, ListGroup[] groups)
    {
        for (var i = 0; i < now.Length; i++)
        {
            var row = now[i];
            var hasChanged = row.IsGroup ? CountOf(_groups, row.Id) != CountOf(groups, row.Id) : List.HasChanged(row.Id, Version);
            if (hasChanged && !steps.Exists(step => step.Kind == ListOpKind.Insert && step.Rows[0] == row)) ops.Add(ListOp.Update(first + i, row));
        }
    }

    private static int CountOf(ListGroup[] groups, ulong id)
    {
        foreach (var group in groups)
        {
            if (group.Id == id) return group.Count;
        }

        return 0;
    }

    private static IEnumerable<ListRange> Pages(ListRange range)
    {
        for (var first = range.First; first <= range.Last; first += ListRange.RowsMax)
            yield return new ListRange(first, Math.Min(range.Last, first + ListRange.RowsMax - 1));
    }
}
