namespace Guildhall.Gateway.Sessions;

/// <summary>
/// The queue of a shard: many writers, one reader that takes everything at once. What the relay posts is bounded in count and
/// bytes, and a poster waits when it is full. What connections post is bounded by them: at most one release and one flush
/// each, and as many frames as their rate limit lets through.
/// </summary>
internal sealed class ShardMailbox(int maxMessages = GatewayLimits.MailboxMessages, long maxBytes = GatewayLimits.MailboxBytes)
{
    // Not a Lock: the reader sleeps on it.
    private readonly object _gate = new();
    private readonly Queue<Waiter> _waiters = new();
    private List<ShardItem> _incoming = [];
    private int _relayed;
    private long _bytes;
    private bool _readerSleeps;

    /// <summary>Wakes a reader that sleeps elsewhere: between <see cref="TrySleep"/> and its next <see cref="Take"/>.</summary>
    public Action? WakeReader { private get; set; }

    /// <summary>Items that wait, those in line for room included.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _incoming.Count + _waiters.Count;
        }
    }

    /// <summary>Posts without waiting: for what connections and timers say.</summary>
    public void Post(in ShardItem item)
    {
        lock (_gate)
        {
            _incoming.Add(item);
            Wake();
        }
    }

    /// <summary>Posts what the relay carries; completes when there is room for it.</summary>
    /// <param name="bytes">The size of its event.</param>
    public ValueTask PostBounded(in ShardItem item, long bytes, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return ValueTask.FromCanceled(cancel);
        lock (_gate)
        {
            if (_waiters.Count == 0 && HasRoom)
            {
                Admit(item, bytes);
                return ValueTask.CompletedTask;
            }

            var waiter = new Waiter(item, bytes);
            _waiters.Enqueue(waiter);
            return waiter.Wait(cancel);
        }
    }

    /// <summary>Swaps the waiting items against an empty list; the reader's thread sleeps while there are none.</summary>
    /// <param name="mayWait">False when the reader has other work: the answer may then be empty.</param>
    public List<ShardItem> Take(List<ShardItem> empty, bool mayWait)
    {
        lock (_gate)
        {
            // A shard's loop owns its thread: there is nobody else whom waiting here could hold up.
            while (mayWait && _incoming.Count == 0)
            {
                _readerSleeps = true;
                Monitor.Wait(_gate);
            }

            _readerSleeps = false;
            var taken = _incoming;
            _incoming = empty;
            _relayed = 0;
            _bytes = 0;
            AdmitWaiters();
            return taken;
        }
    }

    /// <summary>Says that the reader is about to sleep elsewhere; false when something waits for it.</summary>
    public bool TrySleep()
    {
        lock (_gate) return _readerSleeps = _incoming.Count == 0;
    }

    private bool HasRoom => _relayed < maxMessages && _bytes < maxBytes;

    private void Admit(in ShardItem item, long bytes)
    {
        _relayed++;
        _bytes += bytes;
        _incoming.Add(item);
        Wake();
    }

    private void AdmitWaiters()
    {
        while (HasRoom && _waiters.TryDequeue(out var waiter))
        {
            if (waiter.TryAdmit()) Admit(waiter.Item, waiter.Bytes);
        }
    }

    private void Wake()
    {
        if (!_readerSleeps) return;
        _readerSleeps = false;
        if (WakeReader is { } wake) wake();
        else Monitor.Pulse(_gate);
    }

    /// <summary>A poster that waits for room. There are as many as actors that publish at this moment, one each.</summary>
    private sealed class Waiter(ShardItem item, long bytes)
    {
        private readonly TaskCompletionSource _admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ShardItem Item => item;

        public long Bytes => bytes;

        public bool TryAdmit() => _admitted.TrySetResult();

        public ValueTask Wait(CancellationToken cancel)
        {
            if (cancel.CanBeCanceled)
            {
                var registration = cancel.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), _admitted);
                _admitted.Task.ContinueWith(
                    static (_, state) => ((CancellationTokenRegistration)state!).Dispose(),
                    registration,
                    CancellationToken.None,
                    TaskContinuationOptions.None,
                    TaskScheduler.Default);
            }

            return new ValueTask(_admitted.Task);
        }
    }
}
