namespace Guildhall.Community.Reads;

/// <summary>
/// Many who ask for the same at a time are answered by few reads of a store. Who asks while a read is under way gets the next one, which begins
/// when that ends and answers all who came meanwhile: nobody is answered by a read that began before it asked, so whatever was durable then is in
/// the answer. At most one read of a key runs and one waits, however many ask. Safe from any thread.
/// </summary>
/// <param name="counts">Where the reads are counted.</param>
internal sealed class SingleFlight<TKey, TValue>(ReadCounts counts)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Flight> _flights = [];

    /// <summary>
    /// The value of a key as it was read after this call began. The read is given to the end though some of those leave who wait for it; when it
    /// fails, all of them fail.
    /// </summary>
    /// <param name="key">What is asked for. The same key must always mean the same read.</param>
    /// <param name="read">Asks the store.</param>
    /// <param name="cancel">Stops the waiting of this caller.</param>
    public Task<TValue> Get(TKey key, Func<TKey, ValueTask<TValue>> read, CancellationToken cancel)
    {
        Flight flight;
        lock (_gate)
        {
            if (_flights.TryGetValue(key, out var running))
            {
                counts.Coalesce();
                flight = running.Next ??= new Flight();
                return flight.Done.Task.WaitAsync(cancel);
            }

            _flights[key] = flight = new Flight();
        }

        _ = Fly(key, flight, read);
        return flight.Done.Task.WaitAsync(cancel);
    }

    /// <summary>Keys that are being read; for tests.</summary>
    internal int Count
    {
        get
        {
            lock (_gate) return _flights.Count;
        }
    }

    private async Task Fly(TKey key, Flight first, Func<TKey, ValueTask<TValue>> read)
    {
        for (var flight = first; flight is not null; flight = Landed(key, flight))
        {
            counts.Miss();
            try
            {
                flight.Done.SetResult(await read(key));
            }
            catch (Exception failed)
            {
                flight.Done.SetException(failed);
                // Nobody may be waiting any more.
                _ = flight.Done.Task.Exception;
            }
        }
    }

    // The next read begins with the last moment at which somebody could join it.
    private Flight? Landed(TKey key, Flight flight)
    {
        lock (_gate)
        {
            if (flight.Next is { } next) return _flights[key] = next;
            _flights.Remove(key);
            return null;
        }
    }

    private sealed class Flight
    {
        public TaskCompletionSource<TValue> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Those who came while this one was under way; null for none.</summary>
        public Flight? Next { get; set; }
    }
}
