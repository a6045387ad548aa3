using System.Collections.Concurrent;
using Guildhall.Community.Edge;

namespace Guildhall.Community.GatewayInfo;

/// <summary>
/// How many sessions each bot has started in the current day, and when each of its identify buckets was last used: what
/// GET /gateway/bot tells and IDENTIFY is held to. Forgets with the process.
/// </summary>
public sealed class SessionStarts(TimeProvider time, RateLimitOptions options)
{
    /// <summary>Bots remembered; those whose day is over make room first.</summary>
    public const int Capacity = 50_000;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan BucketWindow = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<UserId, Counter> _bots = new();

    /// <summary>Counts a start. False when the bot has used up its day, or this shard's bucket within the last five seconds.</summary>
    public bool TryStart(UserId bot, int shard)
    {
        if (options.IsOff) return true;
        var counter = CounterOf(bot);
        lock (counter)
        {
            Renew(counter);
            var now = time.GetUtcNow();
            var bucket = shard % Math.Max(1, options.IdentifyConcurrency);
            if (counter.Used >= options.SessionStartsPerDay) return false;
            if (counter.LastByBucket.TryGetValue(bucket, out var last) && now - last < BucketWindow) return false;
            counter.LastByBucket[bucket] = now;
            counter.Used++;
            return true;
        }
    }

    /// <summary>What is left of the day.</summary>
    public SessionStartLimitPayload Of(UserId bot)
    {
        var counter = CounterOf(bot);
        lock (counter)
        {
            Renew(counter);
            var remaining = options.IsOff ? options.SessionStartsPerDay : options.SessionStartsPerDay - counter.Used;
            var resetAfter = counter.Used == 0 ? TimeSpan.Zero : counter.DayEnds - time.GetUtcNow();
            return new SessionStartLimitPayload(
                options.SessionStartsPerDay, Math.Max(0, remaining), (int)resetAfter.TotalMilliseconds, Math.Max(1, options.IdentifyConcurrency));
        }
    }

    private Counter CounterOf(UserId bot)
    {
        if (_bots.Count >= Capacity && !_bots.ContainsKey(bot)) Sweep();
        return _bots.GetOrAdd(bot, static _ => new Counter());
    }

    private void Renew(Counter counter)
    {
        var now = time.GetUtcNow();
        if (counter.DayEnds > now) return;
        counter.DayEnds = now + Day;
        counter.Used = 0;
    }

    private void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var (bot, counter) in _bots)
        {
            if (counter.DayEnds < now) _bots.TryRemove(KeyValuePair.Create(bot, counter));
        }

        if (_bots.Count >= Capacity) _bots.Clear();
    }

    private sealed class Counter
    {
        public DateTimeOffset DayEnds { get; set; }

        public int Used { get; set; }

        public Dictionary<int, DateTimeOffset> LastByBucket { get; } = [];
    }
}
