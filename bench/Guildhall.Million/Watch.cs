using System.Diagnostics;
using System.Text;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Million;

/// <summary>
/// Waits for every delivery of one event: from a moment before its command to the last connection that has it. One at a time. Each shard
/// counts for itself, so that to be watched costs the shards little.
/// </summary>
internal static class Watch
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);
    private static readonly Tally[] Tallies = [.. Enumerable.Range(0, 64).Select(_ => new Tally())];
    private static byte[] _name = [];
    private static bool _isAll;

    public static bool Wants(ReadOnlySpan<byte> name) => name.SequenceEqual(_name);

    /// <summary>A connection more on a shard.</summary>
    public static void Join(SessionShard shard) => Interlocked.Increment(ref Tallies[shard.Index].Connections);

    public static void Got(SessionShard shard, int events)
    {
        var tally = Tallies[shard.Index];
        Volatile.Write(ref tally.Got, tally.Got + events);
        // Where everybody is told, a shard looks at the clock for the last of its connections alone.
        if (!_isAll || tally.Got >= tally.Connections) Volatile.Write(ref tally.Last, Stopwatch.GetTimestamp());
    }

    /// <summary>Runs what makes the event; milliseconds to its last delivery, and how many there were.</summary>
    /// <param name="expected">Deliveries there must be; null for as many as come until nothing more does.</param>
    /// <param name="quiet">How long nothing more must come before that is taken for all.</param>
    /// <exception cref="InvalidOperationException">There were fewer, or more.</exception>
    public static async Task<(double Ms, long Deliveries)> Take(string name, long? expected, Func<Task> cause, TimeSpan? quiet = null)
    {
        foreach (var tally in Tallies) (tally.Got, tally.Last) = (0, 0);
        _isAll = expected == Tallies.Sum(tally => tally.Connections);
        Volatile.Write(ref _name, Encoding.ASCII.GetBytes(name));
        var began = Stopwatch.GetTimestamp();
        await cause();
        var (seen, since) = (-1L, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(since) < (quiet ?? Quiet) || (expected is { } wanted && seen < wanted && Stopwatch.GetElapsedTime(began) < Longest))
        {
            await Task.Delay(5);
            var now = Tallies.Sum(tally => Volatile.Read(ref tally.Got));
            if (now != seen) (seen, since) = (now, Stopwatch.GetTimestamp());
        }

        Volatile.Write(ref _name, []);
        if (expected is { } all && seen != all) throw new InvalidOperationException($"{seen:N0} of {all:N0} sessions got {name}");
        return (seen == 0 ? 0 : Stopwatch.GetElapsedTime(began, Tallies.Max(tally => Volatile.Read(ref tally.Last))).TotalMilliseconds, seen);
    }

    // On lines of its own: two shards that write to one line wait for each other.
    private sealed class Tally
    {
        public long Connections;
        public long Got;
        public long Last;
        // Never used: it is there for its size.
#pragma warning disable CS0169, IDE0051
        private readonly Padding _padding;
#pragma warning restore CS0169, IDE0051
    }

    [System.Runtime.CompilerServices.InlineArray(16)]
    private struct Padding
    {
        private long _first;
    }
}
