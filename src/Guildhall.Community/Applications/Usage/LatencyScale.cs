namespace Guildhall.Community.Applications.Usage;

/// <summary>Steps that latencies are counted by: four to each doubling, from a millisecond to four seconds. A figure read from it is at most a fifth too high.</summary>
internal static class LatencyScale
{
    /// <summary>How many steps there are; the last one holds whatever took longer.</summary>
    public const int Steps = 49;

    private const double PerDoubling = 4;

    /// <summary>The step of a latency.</summary>
    public static int StepOf(TimeSpan latency)
    {
        var ms = latency.TotalMilliseconds;
        return ms <= 1 ? 0 : Math.Min(Steps - 1, (int)Math.Ceiling(PerDoubling * Math.Log2(ms)));
    }

    /// <summary>The latency in ms that a share (0 to 1) of the counted ones stayed below; null when none was counted.</summary>
    public static double? Quantile(IReadOnlyList<long> counts, double share)
    {
        var all = counts.Sum();
        if (all == 0) return null;
        var (wanted, seen) = ((long)Math.Ceiling(all * share), 0L);
        for (var step = 0; step < counts.Count; step++)
        {
            seen += counts[step];
            if (seen >= wanted) return Math.Round(Math.Pow(2, step / PerDoubling), 1);
        }

        return null;
    }
}
