namespace Guildhall.Server.Figures;

/// <summary>All figures of one moment, to be asked by name and label.</summary>
internal sealed class Reading(IReadOnlyList<Figure> figures)
{
    private readonly Dictionary<string, Figure> _byName = figures.ToDictionary(figure => figure.Name, StringComparer.Ordinal);

    /// <summary>The sum of the points with a label; of all when none is named. 0 when there are none.</summary>
    public double Sum(string name, string label = "", string value = "") => Points(name, label, value).Sum(static point => point.Value);

    /// <summary>How many a histogram has recorded.</summary>
    public long CountOf(string name, string label = "", string value = "") => Points(name, label, value).Sum(static point => point.Count);

    /// <summary>The buckets of one histogram; empty when there is none.</summary>
    public IReadOnlyList<(double UpTo, long Count)> Histogram(string name, string label = "", string value = "", string actor = "") =>
        Points(name, label, value).FirstOrDefault(point => actor.Length == 0 || point.Label("actor") == actor)?.Buckets ?? [];

    private IEnumerable<FigurePoint> Points(string name, string label, string value) =>
        !_byName.TryGetValue(name, out var figure) ? []
        : label.Length == 0 ? figure.Points
        : figure.Points.Where(point => point.Label(label) == value);
}

/// <summary>Quantiles out of buckets.</summary>
internal static class Quantiles
{
    /// <summary>
    /// The value below which a part of what was recorded between two readings lies, in between the bounds of its bucket as if all of a bucket were
    /// spread evenly; NaN when nothing was recorded.
    /// </summary>
    public static double Between(IReadOnlyList<(double UpTo, long Count)> before, IReadOnlyList<(double UpTo, long Count)> now, double part)
    {
        var counts = now.Select((bucket, i) => Math.Max(0, bucket.Count - (i < before.Count ? before[i].Count : 0))).ToArray();
        var total = counts.Sum();
        if (total == 0) return double.NaN;
        var wanted = part * total;
        var (below, from) = (0L, 0.0);
        for (var i = 0; i < counts.Length; i++)
        {
            if (below + counts[i] >= wanted && counts[i] > 0)
                return double.IsInfinity(now[i].UpTo) ? from : from + ((now[i].UpTo - from) * (wanted - below) / counts[i]);
            below += counts[i];
            from = now[i].UpTo;
        }

        return from;
    }
}
