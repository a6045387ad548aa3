namespace Guildhall.Voice.Media;

/// <summary>How long packets stay in the house, in buckets that double. Written by one thread, read by any.</summary>
public sealed class DelayHistogram
{
    private const int Buckets = 14;
    private const int FirstUs = 16;

    private readonly long[] _counts = new long[Buckets + 1];
    private long _sumUs;

    /// <summary>Upper bounds in microseconds: 16, 32, … 131,072; what takes longer is in the last count.</summary>
    public static IReadOnlyList<int> BoundsUs { get; } = [.. Enumerable.Range(0, Buckets).Select(bucket => FirstUs << bucket)];

    /// <summary>One more count than there are bounds.</summary>
    public IReadOnlyList<long> Counts => [.. Enumerable.Range(0, _counts.Length).Select(bucket => Volatile.Read(ref _counts[bucket]))];

    public long SumUs => Volatile.Read(ref _sumUs);

    internal void Add(long us, int packets)
    {
        var bucket = us <= FirstUs ? 0 : Math.Min(Buckets, 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)((us - 1) / FirstUs)));
        Volatile.Write(ref _counts[bucket], _counts[bucket] + packets);
        Volatile.Write(ref _sumUs, _sumUs + us * packets);
    }
}
