using Guildhall.Storage.Applications;
using Guildhall.Storage.Writing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Applications.Usage;

/// <summary>Stores what <see cref="UsageCounts"/> has counted, each minute and at the end. A crash loses the last minute of it.</summary>
public sealed class UsageMeter(UsageCounts counts, IApplicationStore store, IStoreWriter writer, TimeProvider time, ILogger<UsageMeter> log) : BackgroundService
{
    /// <summary>Days that figures are kept.</summary>
    public const int KeptDays = 90;

    private static readonly TimeSpan StoreEvery = TimeSpan.FromMinutes(1);

    /// <summary>The day that figures count for now: days since 1970, UTC.</summary>
    public int Today => counts.Today;

    /// <summary>The days of an application from one on, with what is not stored yet; days without use are left out.</summary>
    public async ValueTask<IReadOnlyList<ApplicationUsageRow>> Days(ApplicationId application, int sinceDay, CancellationToken cancel) =>
        counts.AddTo(await store.Usage(application, sinceDay, cancel), application, sinceDay);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(StoreEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await Store();
            }
            catch (Exception failed)
            {
                log.FiguresNotStored(failed);
            }
        }
    }

    private async Task Store()
    {
        var taken = counts.Take();
        if (taken.Count == 0) return;
        List<RowChange> rows = [];
        foreach (var (application, day) in taken)
        {
            var stored = (await store.Usage(application, day, CancellationToken.None)).FirstOrDefault(row => row.Day == day);
            rows.Add(new PutApplicationUsage(counts.Taken(stored, application, day), counts.Today - KeptDays));
        }

        await writer.Submit(new WriteLane(), new StoreWrite(rows, []));
        counts.Stored();
    }
}
