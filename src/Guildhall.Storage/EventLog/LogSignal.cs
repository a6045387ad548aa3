namespace Guildhall.Storage.EventLog;

/// <summary>Wakes those who wait for the log to grow. Raising costs nothing while nobody waits.</summary>
internal sealed class LogSignal
{
    private TaskCompletionSource? _next;

    /// <summary>Completes with the next append after this was asked for.</summary>
    public Task Next
    {
        get
        {
            if (Volatile.Read(ref _next) is { } waiting) return waiting.Task;
            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref _next, fresh, null) ?? fresh).Task;
        }
    }

    public void Raise() => Interlocked.Exchange(ref _next, null)?.TrySetResult();
}
