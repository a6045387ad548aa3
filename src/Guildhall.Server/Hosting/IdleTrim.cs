using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Guildhall.Server.Hosting;

/// <summary>
/// Gives memory back to the system when a storm (thousands of arrivals, an import) has passed and the house is quiet:
/// one compacting collection, since the collector keeps what a busy moment needed. Never while there is work: it pauses for
/// some tens of milliseconds.
/// </summary>
internal sealed partial class IdleTrim(TimeProvider time) : BackgroundService
{
    /// <summary>Allocated since the last trim; below that there is little to give back.</summary>
    public const long WorthBytes = 24L * 1024 * 1024;

    /// <summary>One part in so many of the heap, likewise: a big one takes a tenth of a second to compact.</summary>
    private const int HeapShare = 4;

    /// <summary>Share of one core that counts as quiet.</summary>
    private const double QuietShare = 0.10;

    /// <summary>
    /// Looks after a trim until there is one more, whatever was allocated: by then the actors that the storm woke have gone, which the
    /// first one found alive.
    /// </summary>
    private const int LooksUntilSecond = 12;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private long _trimmedAt;
    private int _looksLeft;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        // The end of the server ends the waiting quietly, also when the server never came to serve.
        await using var end = stoppingToken.UnsafeRegister(static timer => ((PeriodicTimer)timer!).Dispose(), timer);
        var used = CpuTime();
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            var now = CpuTime();
            var share = (now - used) / LookEvery;
            used = now;
            var isSecond = _looksLeft > 0 && --_looksLeft == 0;
            var isWorthIt = GC.GetTotalAllocatedBytes() - _trimmedAt >= Math.Max(WorthBytes, GC.GetGCMemoryInfo().HeapSizeBytes / HeapShare);
            if (share > QuietShare)
            {
                if (isSecond) _looksLeft = 1;
                continue;
            }

            if (!isWorthIt && !isSecond) continue;
            if (isWorthIt) _looksLeft = LooksUntilSecond;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GiveBackNative();
            _trimmedAt = GC.GetTotalAllocatedBytes();
            used = CpuTime();
        }
    }

    // What the compiler and SQLite have freed stays with the allocator of the C library until it is asked.
    private static void GiveBackNative()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = TrimMalloc(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc, which gives back by itself.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimMalloc(nuint keep);

    private static TimeSpan CpuTime()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }
}
