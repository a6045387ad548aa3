using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild.Alarms;

/// <summary>
/// Rings the alarms of all guilds at their moments. It reads the earliest ones from the store and tells their guilds; an alarm
/// stays in the store until its guild has acted on it, so none is lost and one that could not be told is told again.
/// </summary>
internal sealed class AlarmClock(IGuildStore store, GuildRouter guilds, AlarmSignal signal, TimeProvider time, ILogger<AlarmClock> log) : BackgroundService
{
    /// <summary>Alarms looked at together.</summary>
    private const int Batch = 256;

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(30);

    /// <summary>How long a guild has to act before it is told again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = time.GetUtcNow() + LookAgainAfter;
            try
            {
                next = await RingDue(next, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.AlarmsUnread(error);
            }

            await signal.WaitUntil(next, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<DateTimeOffset> RingDue(DateTimeOffset atTheLatest, CancellationToken cancel)
    {
        var alarms = await store.NextAlarms(Batch, cancel);
        var now = time.GetUtcNow();
        var rung = false;
        foreach (var (guild, alarm) in alarms)
        {
            if (alarm.DueAt > now) return rung ? Sooner(now + Patience, alarm.DueAt) : Sooner(alarm.DueAt, atTheLatest);
            await guilds.Tell(guild, new RingAlarm(alarm.Kind, alarm.Id), cancel);
            rung = true;
        }

        return rung ? now + Patience : atTheLatest;
    }

    private static DateTimeOffset Sooner(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
