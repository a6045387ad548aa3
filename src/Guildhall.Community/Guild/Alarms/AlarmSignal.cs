namespace Guildhall.Community.Guild.Alarms;

/// <summary>Tells the clock that an alarm was set which may be earlier than the one it waits for.</summary>
public sealed class AlarmSignal : IDisposable
{
    private readonly SemaphoreSlim _woken = new(0, 1);
    private long _waitsUntilTicks = long.MaxValue;

    /// <summary>An alarm was made durable.</summary>
    public void Set(DateTimeOffset dueAt)
    {
        if (dueAt.UtcTicks >= Interlocked.Read(ref _waitsUntilTicks)) return;
        try
        {
            _woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    public void Dispose() => _woken.Dispose();

    /// <summary>Waits until a moment, or until an earlier alarm is set.</summary>
    internal async Task WaitUntil(DateTimeOffset moment, TimeProvider time, CancellationToken cancel)
    {
        Interlocked.Exchange(ref _waitsUntilTicks, moment.UtcTicks);
        var wait = moment - time.GetUtcNow();
        if (wait <= TimeSpan.Zero)
        {
            Interlocked.Exchange(ref _waitsUntilTicks, long.MaxValue);
            return;
        }

        using var wakeUp = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var woken = _woken.WaitAsync(wakeUp.Token);
        await Task.WhenAny(woken, Task.Delay(wait, time, wakeUp.Token));
        await wakeUp.CancelAsync();
        // Until the next wait is known, every new alarm wakes the clock.
        Interlocked.Exchange(ref _waitsUntilTicks, long.MaxValue);
        cancel.ThrowIfCancellationRequested();
    }
}
