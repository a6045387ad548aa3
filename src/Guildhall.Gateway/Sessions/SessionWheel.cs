namespace Guildhall.Gateway.Sessions;

/// <summary>
/// A coarse clock for all sessions of a shard: every row hangs in one bucket of a second and is looked at when that second
/// comes, at least every <see cref="LongestWait"/> ticks. One pointer per session instead of a timer.
/// </summary>
internal sealed class SessionWheel
{
    public const int TickMs = 1_000;
    public const int LongestWait = 30;
    private readonly SessionRow?[] _buckets = new SessionRow?[LongestWait + 2];
    private long _tick;

    /// <summary>Hangs a row so that it is visited in so many milliseconds, or earlier.</summary>
    public void Insert(SessionRow row, long inMs)
    {
        var ticks = Math.Clamp((inMs / TickMs) + 1, 1, LongestWait);
        ref var bucket = ref _buckets[(_tick + ticks) % _buckets.Length];
        row.NextInBucket = bucket;
        bucket = row;
    }

    /// <summary>Takes the rows that are due by a moment; after a long pause, all of them.</summary>
    public void TakeDue(long nowMs, List<SessionRow> due)
    {
        var target = nowMs / TickMs;
        for (var steps = 0; _tick < target && steps < _buckets.Length; steps++)
        {
            _tick++;
            ref var bucket = ref _buckets[_tick % _buckets.Length];
            for (var row = bucket; row is not null;)
            {
                var next = row.NextInBucket;
                row.NextInBucket = null;
                due.Add(row);
                row = next;
            }

            bucket = null;
        }

        _tick = Math.Max(_tick, target);
    }
}
