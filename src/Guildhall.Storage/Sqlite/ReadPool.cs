using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Sqlite;

/// <summary>
/// The threads that read, each with a connection of its own: SQLite blocks while it reads, so reading gets a bounded number
/// of threads instead of those that serve requests. A read never waits for anything while it holds its connection. One thread with
/// a connection that writes is the way to a file of its own, such as an index.
/// </summary>
internal sealed class ReadPool : IDisposable
{
    /// <summary>Reads that may be queued; a further caller waits for room.</summary>
    public const int QueueCapacity = 4_096;

    private const int StackBytes = 1 << 20;

    private readonly WorkQueue<Request> _queue = new(QueueCapacity);
    private readonly Thread[] _threads;
    private readonly StoreFigures? _figures;

    /// <param name="open">Opens one connection.</param>
    /// <param name="threads">How many threads, and connections.</param>
    /// <param name="name">What a debugger calls the threads.</param>
    /// <param name="figures">Where reads are counted; null for nowhere.</param>
    public ReadPool(Func<SqliteConnection> open, int threads, string name, StoreFigures? figures = null)
    {
        _figures = figures;
        if (figures is not null) figures.ReadQueue = () => _queue.Count;
        var connections = new List<ReadConnection>();
        try
        {
            for (var i = 0; i < threads; i++) connections.Add(new ReadConnection(open()));
        }
        catch
        {
            connections.ForEach(connection => connection.Dispose());
            throw;
        }

        _threads = [.. connections.Select((connection, index) => new Thread(() => Run(connection), StackBytes)
        {
            IsBackground = true,
            Name = $"{name} {index}",
        })];
        foreach (var thread in _threads) thread.Start();
    }

    /// <summary>
    /// Runs a query on a reading thread. A caller that leaves before its turn costs no query.
    /// </summary>
    public ValueTask<T> Read<TArgument, T>(TArgument argument, Func<ReadConnection, TArgument, T> query, CancellationToken cancel)
    {
        var request = new Request<TArgument, T>(argument, query, cancel) { QueuedAt = _figures?.Now ?? 0 };
        var queued = _queue.Add(request, cancel);
        return queued.IsCompletedSuccessfully ? new ValueTask<T>(request.Task) : AfterRoom(queued, request.Task);
    }

    /// <summary>Finishes the queued reads and closes the connections.</summary>
    public void Dispose()
    {
        _queue.Close();
        foreach (var thread in _threads) thread.Join();
    }

    private static async ValueTask<T> AfterRoom<T>(Task queued, Task<T> answer)
    {
        await queued;
        return await answer;
    }

    private void Run(ReadConnection connection)
    {
        using (connection)
        {
            while (_queue.Take() is { } request)
            {
                var began = _figures?.ReadTaken(request.QueuedAt) ?? 0;
                request.RunOn(connection);
                _figures?.HasRead(began);
            }
        }
    }

    private abstract class Request
    {
        public long QueuedAt { get; init; }

        public abstract void RunOn(ReadConnection connection);
    }

    private sealed class Request<TArgument, T>(TArgument argument, Func<ReadConnection, TArgument, T> query, CancellationToken cancel)
        : Request
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => _answer.Task;

        public override void RunOn(ReadConnection connection)
        {
            if (cancel.IsCancellationRequested)
            {
                _answer.TrySetCanceled(cancel);
                return;
            }

            try
            {
                _answer.TrySetResult(query(connection, argument));
            }
            catch (Exception failed)
            {
                connection.ResetAll();
                _answer.TrySetException(failed);
            }
        }
    }
}
