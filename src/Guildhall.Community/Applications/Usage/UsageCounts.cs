using Guildhall.Community.Interactions;
using Guildhall.Storage.Applications;

namespace Guildhall.Community.Applications.Usage;

/// <summary>
/// What applications are used for, counted in memory until <see cref="UsageMeter"/> stores it: commands, interactions, errors, and how long
/// first answers took, by the day. Counting is a few additions; any thread may.
/// </summary>
public sealed class UsageCounts(TimeProvider time)
{
    /// <summary>Applications and days counted between two times of storing; past this the others are not counted until the next.</summary>
    public const int Capacity = 4_096;

    private const int SecondsPerDay = 86_400;
    private readonly Lock _gate = new();
    private Dictionary<(ApplicationId Application, int Day), Counts> _counted = [];
    private Dictionary<(ApplicationId Application, int Day), Counts> _storing = [];

    /// <summary>The day that figures count for now: days since 1970, UTC.</summary>
    public int Today => (int)(time.GetUtcNow().ToUnixTimeSeconds() / SecondsPerDay);

    /// <summary>An interaction got its first answer, this long after it was made.</summary>
    public void Answered(ApplicationId application, InteractionKind kind, TimeSpan latency) => Count(application, kind, latency);

    /// <summary>An interaction got no answer in time, or could not be handed over.</summary>
    public void Failed(ApplicationId application, InteractionKind kind) => Count(application, kind, null);

    /// <summary>What is not stored yet of an application, added to what is.</summary>
    internal IReadOnlyList<ApplicationUsageRow> AddTo(IReadOnlyList<ApplicationUsageRow> stored, ApplicationId application, int sinceDay)
    {
        var days = stored.ToDictionary(row => row.Day);
        lock (_gate)
        {
            foreach (var ((of, day), counts) in _storing.Concat(_counted))
            {
                if (of == application && day >= sinceDay) days[day] = counts.AddedTo(days.GetValueOrDefault(day), application, day);
            }
        }

        return [.. days.Values.OrderBy(row => row.Day)];
    }

    /// <summary>What is to be stored now; the same again until <see cref="Stored"/> is called.</summary>
    internal IReadOnlyCollection<(ApplicationId Application, int Day)> Take()
    {
        lock (_gate)
        {
            if (_storing.Count == 0) (_storing, _counted) = (_counted, _storing);
            return [.. _storing.Keys];
        }
    }

    /// <summary>One of what was taken, added to what is stored of that day.</summary>
    internal ApplicationUsageRow Taken(ApplicationUsageRow? stored, ApplicationId application, int day) => _storing[(application, day)].AddedTo(stored, application, day);

    /// <summary>What was taken is stored.</summary>
    internal void Stored()
    {
        lock (_gate) _storing = [];
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
