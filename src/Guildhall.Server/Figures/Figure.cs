namespace Guildhall.Server.Figures;

/// <summary>What kind of number a figure is.</summary>
public enum FigureKind
{
    /// <summary>Only ever grows: what matters is by how much.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Durations by buckets.</summary>
    Histogram,
}

/// <summary>One measured thing at one moment.</summary>
/// <param name="Name">As the meter calls it, such as "guildhall.stage.duration".</param>
/// <param name="Unit">In UCUM, such as "s" or "By"; empty for a plain number.</param>
public sealed record Figure(string Name, string Description, string Unit, FigureKind Kind, IReadOnlyList<FigurePoint> Points);

/// <summary>The value for one set of labels.</summary>
/// <param name="Labels">Names and values, in the order of the meter.</param>
/// <param name="Value">The number; of a histogram, the sum.</param>
/// <param name="Buckets">Of a histogram: upper bounds and how many lay below each but above the one before. The last bound is infinite.</param>
public sealed record FigurePoint(IReadOnlyList<KeyValuePair<string, string>> Labels, double Value, IReadOnlyList<(double UpTo, long Count)>? Buckets = null)
{
    /// <summary>Of a histogram, how many were recorded.</summary>
    public long Count => Buckets?.Sum(static bucket => bucket.Count) ?? 0;

    /// <summary>The value of a label; empty when there is none of the name.</summary>
    public string Label(string name)
    {
        foreach (var (key, value) in Labels)
        {
            if (key == name) return value;
        }

        return "";
    }
}
