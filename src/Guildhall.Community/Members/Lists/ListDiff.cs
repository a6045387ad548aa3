namespace Guildhall.Community.Members.Lists;

/// <summary>
/// The steps from the rows that a client has to those that there are. They are worked out for each range by itself: as many rows come
/// in as go out, so that the rows of other ranges stay where they are, whatever happened between the ranges.
/// </summary>
internal static class ListDiff
{
    /// <summary>With more steps than this a range is sent whole.</summary>
    public const int StepsMax = 80;

    /// <summary>Adds the steps for one range.</summary>
    public static void Append(List<ListOp> ops, ListRange range, ListRow[] before, ListRow[] now)
    {
        // A list that ends in this range has grown or shrunk. Rows after the end are cut off by the counts of the groups; rows that come
        // behind others which the client may not have are set, not inserted.
        if (range.First > 0 && before.Length != now.Length)
        {
            if (now.Length > 0) ops.Add(ListOp.Sync(range, now));
            return;
        }

        var (start, ends) = Frame(before, now);
        var gone = before.AsSpan(start..^ends);
        var come = now.AsSpan(start..^ends);
        var steps = ops.Count;
        var stays = Staying(gone, come);
        for (var i = gone.Length - 1; i >= 0; i--)
        {
            if (!stays.Contains(gone[i])) ops.Add(ListOp.Delete(range.First + start + i));
        }

        for (var i = 0; i < come.Length; i++)
        {
            if (!stays.Contains(come[i])) ops.Add(ListOp.Insert(range.First + start + i, come[i]));
        }

        if (ops.Count - steps <= StepsMax) return;
        ops.RemoveRange(steps, ops.Count - steps);
        ops.Add(ListOp.Sync(range, now));
    }

    private static (int Start, int Ends) Frame(ListRow[] before, ListRow[] now)
    {
        var shorter = Math.Min(before.Length, now.Length);
        var start = before.AsSpan().CommonPrefixLength(now);
        var ends = 0;
        while (ends < shorter - start && before[^(ends + 1)] == now[^(ends + 1)]) ends++;
        return (start, ends);
    }

    // The most rows that need not move: the longest increasing run of old places among the new rows.
    private static HashSet<ListRow> Staying(ReadOnlySpan<ListRow> gone, ReadOnlySpan<ListRow> come)
    {
        HashSet<ListRow> stays = [];
        if (gone.Length == 0 || come.Length == 0) return stays;
        Dictionary<ListRow, int> places = new(gone.Length);
        for (var i = 0; i < gone.Length; i++) places[gone[i]] = i;
        List<int> ends = []; // of the best run of each length, the place in come of its end
        var previous = new int[come.Length];
        for (var i = 0; i < come.Length; i++)
        {
            if (!places.TryGetValue(come[i], out var place)) continue;
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (places[come[ends[middle]]] < place) low = middle + 1;
                else high = middle;
            }

            previous[i] = low == 0 ? -1 : ends[low - 1];
            if (low == ends.Count) ends.Add(i);
            else ends[low] = i;
        }

        for (var at = ends.Count == 0 ? -1 : ends[^1]; at >= 0; at = previous[at]) stays.Add(come[at]);
        return stays;
    }
}
