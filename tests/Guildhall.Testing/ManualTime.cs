namespace Guildhall.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Timers fire inside <see cref="Advance"/>, in the order in which they
/// are due, on the thread that advances. Safe to call from any thread.
/// </summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start;

    /// <summary>A clock at noon of the first day of 2026, UTC.</summary>
    public ManualTime()
        : this(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers that are armed.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate) return _timers.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Sets the wall clock, also backwards, without firing anything: what a bad time server does.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_gate) _now += by;
    }

    /// <summary>Moves the clock and fires what is due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset end;
        lock (_gate) end = _now + by;
        while (TakeDue(end) is { } due) due.Fire();
        lock (_gate) _now = end;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            var due = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            if (due is null) return null;
            if (due.DueAt > _now) _now = due.DueAt;
            if (due.Period > TimeSpan.Zero) due.DueAt += due.Period;
            else _timers.Remove(due);
            return due;
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                Period = period;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                DueAt = time._now + dueTime;
                time._timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._gate) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
