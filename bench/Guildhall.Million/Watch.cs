using System.Diagnostics;
using System.Text;

namespace Guildhall.Million;

/// <summary>
/// Waits for every delivery of one event: from a moment before its command to the last connection that has it. One at a time.
/// </summary>
internal static class Watch
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);
    private static byte[] _name = [];
    private static long _got;
    private static long _last;
    private static long _expected;

    public static bool Wants(ReadOnlySpan<byte> name) => name.SequenceEqual(_name);

    public static void Got(int events)
    {
        var got = Interlocked.Add(ref _got, events);
        if (_expected == 0 || got == _expected) Volatile.Write(ref _last, Stopwatch.GetTimestamp());
    }

    /// <summary>Runs what makes the event; milliseconds to its last delivery, and how many there were.</summary>
    /// <param name="expected">Deliveries there must be; null for as many as come until nothing more does.</param>
    /// <exception cref="InvalidOperationException">There were fewer, or more.</exception>
    public static async Task<(double Ms, long Deliveries)> Take(string name, long? expected, Func<Task> cause)
    {
        Volatile.Write(ref _got, 0);
        Volatile.Write(ref _expected, expected ?? 0);
        _name = Encoding.ASCII.GetBytes(name);
        var began = Stopwatch.GetTimestamp();
        await cause();
        var (seen, since) = (-1L, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(since) < Quiet || (expected is { } wanted && seen < wanted && Stopwatch.GetElapsedTime(began) < Longest))
        {
            await Task.Delay(5);
            var now = Volatile.Read(ref _got);
            if (now != seen) (seen, since) = (now, Stopwatch.GetTimestamp());
        }

        _name = [];
        if (expected is { } all && seen != all) throw new InvalidOperationException($"{seen:N0} of {all:N0} sessions got {name}");
        return (seen == 0 ? 0 : Stopwatch.GetElapsedTime(began, Volatile.Read(ref _last)).TotalMilliseconds, seen);
    }
}
