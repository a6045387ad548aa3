using System.Collections.Concurrent;
using Guildhall.Community.Interactions.Http;
using Guildhall.Storage.Applications;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Applications.Events;

/// <summary>
/// Delivers webhook events: signed, each until it is acknowledged by any 2xx (so at least once), the oldest first but without a promise of
/// order. An address that fails is left alone for a while, longer each time. An event that nobody took for <see cref="GivenUpAfter"/> is
/// given up; when nothing at all was taken in that time, the application's events are switched off until its owner switches them on again.
/// </summary>
public sealed class EventDelivery(CommunityServices house, IApplicationStore store, ILogger<EventDelivery> log) : BackgroundService
{
    /// <summary>Applications that are delivered to at a time.</summary>
    private const int AtATime = 8;

    /// <summary>Applications looked at in one pass.</summary>
    private const int ApplicationsMax = 10_000;

    /// <summary>Events of one application in one pass.</summary>
    private const int Batch = 50;

    private const int SwitchedOff = 3;

    /// <summary>How long an event is tried.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromHours(24);

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1),
    ];

    // Of applications that failed, or were delivered to, while events wait for them; those of others are forgotten with each pass.
    private readonly ConcurrentDictionary<ApplicationId, Standing> _standings = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var added = store.EventAdded;
            var wait = LookAgainAfter;
            try
            {
                wait = await Pass(stoppingToken);
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                log.DeliveryFailed(failed);
            }
            catch (Exception)
            {
                return; // the end of the server
            }

            using var awake = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(added, Task.Delay(wait, house.Time, awake.Token));
            await awake.CancelAsync();
        }
    }

    // Delivers what is due and tells how long there is nothing to do.
    private async Task<TimeSpan> Pass(CancellationToken cancel)
    {
        var waiting = await store.AwaitedApplications(ApplicationsMax, cancel);
        foreach (var known in _standings.Keys.Except(waiting)) _standings.TryRemove(known, out _);
        var now = house.Time.GetUtcNow();
        var due = waiting.Where(application => !_standings.TryGetValue(application, out var standing) || standing.NextAt <= now);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancel }, Deliver);
        now = house.Time.GetUtcNow();
        return waiting.Select(application => _standings.TryGetValue(application, out var standing) ? standing.NextAt - now : LookAgainAfter)
            .Append(LookAgainAfter).Select(wait => wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait).Min();
    }

    private async ValueTask Deliver(ApplicationId id, CancellationToken cancel)
    {
        var standing = _standings.GetValueOrDefault(id) ?? new Standing(0, default, null);
        while (true)
        {
            if (await house.UserRows.GetApplication(id, cancel) is not { EventWebhooksStatus: ApplicationEvents.IsOn, EventWebhooksUrl: not null } application)
            {
                await Write(new DeleteEventDeliveries(id));
                _standings.TryRemove(id, out _);
                return;
            }

            var batch = await store.EventDeliveries(id, Batch, cancel);
            if (batch.Count == 0) return;
            var (done, isUp) = await Post(application, batch, cancel);
            if (done.Count > 0) standing = standing with { LastSuccess = house.Time.GetUtcNow() };
            if (done.Count == batch.Count)
            {
                await Write([.. done.Select(row => new DeleteEventDelivery(row.Id))]);
                _standings[id] = standing = standing with { Failures = 0, NextAt = default };
                continue;
            }

            if (await IsSwitchedOff(application, batch.Except(done), done, standing))
            {
                _standings.TryRemove(id, out _);
                return;
            }

            var failures = isUp && done.Count > 0 ? 1 : standing.Failures + 1;
            _standings[id] = standing with { Failures = failures, NextAt = house.Time.GetUtcNow() + Pauses[Math.Min(failures, Pauses.Length) - 1] };
            return;
        }
    }

    // An address that answers, if with an error, is asked to take the next one too: one event that it cannot bear holds up no other.
    private async Task<(List<EventDeliveryRow> Done, bool IsUp)> Post(ApplicationRow application, IReadOnlyList<EventDeliveryRow> batch, CancellationToken cancel)
    {
        List<EventDeliveryRow> done = [];
        foreach (var row in batch)
        {
            using var answer = await house.Endpoints.Post(row.Url ?? application.EventWebhooksUrl!, application, row.Body, cancel);
            if (answer.Fault != EndpointFault.None && row.Url is null) return (done, false);
            if (answer.IsSuccess) done.Add(row);
        }

        return (done, true);
    }

    // Forgets what was taken and what is too old; true when nothing was taken for so long that all is forgotten.
    private async ValueTask<bool> IsSwitchedOff(ApplicationRow application, IEnumerable<EventDeliveryRow> failed, List<EventDeliveryRow> done, Standing standing)
    {
        var old = failed.Where(row => house.Time.GetUtcNow() - row.Id.CreatedAt >= GivenUpAfter).ToArray();
        if (old.Any(row => standing.LastSuccess is not { } taken || taken < row.Id.CreatedAt))
        {
            log.EventsSwitchedOff(application.Id, GivenUpAfter.TotalHours);
            if (await house.UserRows.GetApplication(application.Id, CancellationToken.None) is { } current)
                await Write(new PutApplication(current with { EventWebhooksStatus = SwitchedOff }), new DeleteEventDeliveries(application.Id));
            return true;
        }

        if (done.Count + old.Length > 0) await Write([.. done.Concat(old).Select(row => new DeleteEventDelivery(row.Id))]);
        return false;
    }

    private Task Write(params IReadOnlyList<RowChange> rows) => house.Writer.Submit(new WriteLane(), new StoreWrite(rows, []));

    /// <summary>How an application stands.</summary>
    private sealed record Standing(int Failures, DateTimeOffset NextAt, DateTimeOffset? LastSuccess);
}
