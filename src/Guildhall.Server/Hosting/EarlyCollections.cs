namespace Guildhall.Server.Hosting;

/// <summary>
/// Has what is new collected early while there is little of it. Left alone the collector waits for a hundred megabytes, and then the pause
/// is as long as what has survived of them: 50 ms with 18,000 sessions that came since. A small budget of the collector's own
/// (System.GC.Gen0MaxBudget, or concurrent collections, which bring it along) makes short pauses too, but holds under load as well, where
/// what is under way is larger than the budget: ten times the callers got 74 % of capacity. So this stands back when much is allocated.
/// </summary>
internal sealed class EarlyCollections : BackgroundService
{
    /// <summary>New bytes that are worth a collection.</summary>
    private const long EarlyBytes = 6L * 1024 * 1024;

    /// <summary>New bytes past which the collector is left to itself: a busy moment made them, and an early pause would be a long one.</summary>
    private const long BusyBytes = 32L * 1024 * 1024;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Of the process and not of the house: the machine's clock, also where a test moves the house's.
        using var timer = new PeriodicTimer(LookEvery);
        await using var end = stoppingToken.UnsafeRegister(static timer => ((PeriodicTimer)timer!).Dispose(), timer);
        var (collections, since) = (GC.CollectionCount(0), 0L);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            var allocated = GC.GetTotalAllocatedBytes();
            if (GC.CollectionCount(0) == collections)
            {
                if (allocated - since is < EarlyBytes or > BusyBytes) continue;
                GC.Collect(0, GCCollectionMode.Forced, blocking: true);
            }

            (collections, since) = (GC.CollectionCount(0), allocated);
        }
    }
}
