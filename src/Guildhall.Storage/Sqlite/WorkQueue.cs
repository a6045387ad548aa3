namespace Guildhall.Storage.Sqlite;

/// <summary>
/// A bounded queue from asynchronous callers to dedicated threads. Callers wait for room without a thread and in order;
/// the threads sleep while there is nothing to do.
/// </summary>
internal sealed class WorkQueue<T>(int capacity)
    where T : class
{
    private readonly object _gate = new();
    private readonly Queue<T> _items = new();
    private readonly Queue<Waiter> _waiting = new();
    private int _sleepers;
    private bool _isClosed;

    public int Capacity => capacity;

    /// <summary>Items in the queue and in line for it.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _items.Count + _waiting.Count;
        }
    }

    /// <summary>
    /// Adds an item; the task completes when it is in the queue, which happens in order even if nobody awaits the task.
    /// A caller that cancels while waiting takes its item back. Throws <see cref="ObjectDisposedException"/> once closed.
    /// </summary>
    public Task Add(T item, CancellationToken cancel)
    {
        Waiter waiter;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_items.Count < capacity && _waiting.Count == 0)
            {
                Put(item);
                return Task.CompletedTask;
            }

            waiter = new Waiter(item);
            _waiting.Enqueue(waiter);
        }

        return cancel.CanBeCanceled ? waiter.UntilAdmittedOr(cancel) : waiter.Task;
    }

    /// <summary>Sleeps until there is an item and takes it; null when the queue is closed and empty.</summary>
    public T? Take()
    {
        lock (_gate) return SleepUntilFilled() ? TakeOne() : null;
    }

    /// <summary>
    /// Sleeps until there is an item, then takes what has arrived: at least one item, at most <paramref name="most"/>, and no
    /// more once <paramref name="weightLimit"/> is reached. False when the queue is closed and empty.
    /// </summary>
    public bool TakeAll(List<T> into, int most, Func<T, long> weight, long weightLimit)
    {
        lock (_gate)
        {
            if (!SleepUntilFilled()) return false;
            var total = 0L;
            do
            {
                var item = TakeOne();
                into.Add(item);
                total += weight(item);
            }
            while (_items.Count > 0 && into.Count < most && total < weightLimit);
            return true;
        }
    }

    /// <summary>Takes no more items; those inside are still handed out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private bool SleepUntilFilled()
    {
        while (_items.Count == 0)
        {
            if (_isClosed) return false;
            _sleepers++;
            Monitor.Wait(_gate);
            _sleepers--;
        }

        return true;
    }

    private void Put(T item)
    {
        _items.Enqueue(item);
        if (_sleepers > 0) Monitor.Pulse(_gate);
    }

    private T TakeOne()
    {
        var item = _items.Dequeue();
        while (_items.Count < capacity && _waiting.TryDequeue(out var next))
        {
            if (next.Admit()) Put(next.Item);
        }

        return item;
    }

    private sealed class Waiter(T item) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public T Item => item;

        /// <summary>False when the caller has left.</summary>
        public bool Admit() => TrySetResult();

        public async Task UntilAdmittedOr(CancellationToken cancel)
        {
            await using var left = cancel.Register(() => TrySetCanceled(cancel));
            await Task;
        }
    }
}
