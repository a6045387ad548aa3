namespace Guildhall.Community.Members.Lists;

/// <summary>Rows of a member list, both ends included, counted from 0 with the group headings.</summary>
public readonly record struct ListRange(int First, int Last)
{
    /// <summary>The most rows of one range.</summary>
    public const int RowsMax = 100;

    /// <summary>Ranges of one list that one session looks at.</summary>
    public const int PerList = 5;

    [System.Text.Json.Serialization.JsonIgnore]
    public int Count => Last - First + 1;

    /// <summary>In order, without overlaps, and those that touch made one; what goes past the rows of <see cref="PerList"/> whole ranges is cut off.</summary>
    public static IReadOnlyList<ListRange> Merged(IEnumerable<ListRange> ranges)
    {
        List<ListRange> merged = [];
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1) merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, range.Last) };
            else merged.Add(range);
        }

        var left = PerList * RowsMax;
        for (var i = 0; i < merged.Count; i++)
        {
            if (left == 0) return merged[..i];
            if (merged[i].Count > left) merged[i] = merged[i] with { Last = merged[i].First + left - 1 };
            left -= merged[i].Count;
        }

        return merged;
    }
}

/// <summary>The ranges of the list beside one channel.</summary>
public sealed record ChannelRanges(ChannelId Channel, IReadOnlyList<ListRange> Ranges);
