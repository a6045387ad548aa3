using Guildhall.Community.Interactions;
using Guildhall.Storage.Applications;
using Guildhall.Storage.Writing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Applications.Usage;

/// <summary>
/// Counts what applications are used for: commands, interactions, errors and how long first answers took, by the day. Counting costs a few
/// additions; the figures are stored each minute and at the end. A crash loses the last minute of them.
/// </summary>
public sealed class UsageMeter(IApplicationStore store, IStoreWriter writer, TimeProvider time, ILogger<UsageMeter> log) : BackgroundService
{
    /// <summary>Days that figures are kept.</summary>
    public const int KeptDays = 90;

    /// <summary>Applications and days counted between two times of storing; past this the others are not counted until the next.</summary>
    public const int Capacity = 4_096;

    private static readonly TimeSpan StoreEvery = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private Dictionary<(ApplicationId Application, int Day), Counts> _counted = [];
    private Dictionary<(ApplicationId Application, int Day), Counts> _storing = [];

    /// <summary>The day that figures count for now: days since 1970, UTC.</summary>
    public int Today => (int)(time.GetUtcNow().ToUnixTimeSeconds() / 86_400);

    /// <summary>An interaction got its first answer, this long after it was made.</summary>
    public void Answered(ApplicationId application, InteractionKind kind, TimeSpan latency) => Count(application, kind, latency);

    /// <summary>An interaction got no answer in time, or one that was refused.</summary>
    public void Failed(ApplicationId application, InteractionKind kind) => Count(application, kind, null);

    /// <summary>The days of an application from one on, with what is not stored yet; days without use are left out.</summary>
    public async ValueTask<IReadOnlyList<ApplicationUsageRow>> Days(ApplicationId application, int sinceDay, CancellationToken cancel)
    {
        var days = (await store.Usage(application, sinceDay, cancel)).ToDictionary(row => row.Day);
        lock (_gate)
        {
            foreach (var ((of, day), counts) in _storing.Concat(_counted))
            {
                if (of == application && day >= sinceDay) days[day] = counts.AddedTo(days.GetValueOrDefault(day), application, day);
            }
        }

        return [.. days.Values.OrderBy(row => row.Day)];
    }

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

    private void Count(ApplicationId application, InteractionKind kind, TimeSpan? latency)
    {
        var key = (application, Today);
        lock (_gate)
        {
            if (!_counted.TryGetValue(key, out var counts))
            {
                if (_counted.Count >= Capacity) return;
                _counted[key] = counts = new Counts();
            }

            counts.Interactions++;
            if (kind == InteractionKind.ApplicationCommand) counts.Commands++;
            if (latency is { } took) counts.Latencies[LatencyScale.StepOf(took)]++;
            else counts.Errors++;
        }
    }

    private async Task Store()
    {
        lock (_gate)
        {
            if (_storing.Count == 0) (_storing, _counted) = (_counted, _storing);
        }

        if (_storing.Count == 0) return;
        List<RowChange> rows = [];
        foreach (var ((application, day), counts) in _storing)
        {
            var stored = (await store.Usage(application, day, CancellationToken.None)).FirstOrDefault(row => row.Day == day);
            rows.Add(new PutApplicationUsage(counts.AddedTo(stored, application, day), Today - KeptDays));
        }

        await writer.Submit(new WriteLane(), new StoreWrite(rows, []));
        lock (_gate) _storing = [];
    }

    /// <summary>What was counted of one application on one day.</summary>
    private sealed class Counts
    {
        public long Commands { get; set; }

        public long Interactions { get; set; }

        public long Errors { get; set; }

        public long[] Latencies { get; } = new long[LatencyScale.Steps];

        public ApplicationUsageRow AddedTo(ApplicationUsageRow? row, ApplicationId application, int day) => new(
            application,
            day,
            Commands + (row?.Commands ?? 0),
            Interactions + (row?.Interactions ?? 0),
            Errors + (row?.Errors ?? 0),
            [.. Latencies.Select((count, step) => count + (row is not null && step < row.Latencies.Count ? row.Latencies[step] : 0))]);
    }
}
