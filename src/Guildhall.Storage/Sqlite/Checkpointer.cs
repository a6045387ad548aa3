using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Guildhall.Storage.Sqlite;

/// <summary>
/// Moves committed pages from the write-ahead log into the database file on a thread of its own, so that no commit waits for it.
/// Under constant load such a thread alone never catches the last pages, and the log would only grow: it therefore asks the writer
/// to finish what little is left (<see cref="TakeRequest"/>), after which the log starts over.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    /// <summary>Pages written (4 KiB each) after which a checkpoint begins.</summary>
    public const int EveryPages = 1_000;

    /// <summary>Pages in the log above which the writer is asked to finish, so that the log can start over.</summary>
    public const int FinishAbovePages = 4_000;

    /// <summary>Pages in the log above which the writer even waits for readers, for at most <see cref="WaitForReadersMs"/>.</summary>
    public const int HighWaterPages = 16_384;

    public const int WaitForReadersMs = 250;

    private const int MostRounds = 3;
    private const int FewPages = 256;
    private readonly SqliteConnection _connection;
    private readonly Statement _passive;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private bool _isAwake;
    private bool _isClosed;
    private int _request;

    public Checkpointer(SqliteFile file, ILogger log)
    {
        _log = log;
        _connection = file.OpenWriter();
        _passive = new Statement(_connection, "PRAGMA wal_checkpoint(PASSIVE)");
        _thread = new Thread(Run) { IsBackground = true, Name = "store checkpointer" };
        _thread.Start();
    }

    /// <summary>What the writer is asked to do between two batches.</summary>
    public enum Request
    {
        None,
        Finish,
        FinishAndWaitForReaders,
    }

    /// <summary>Runs one checkpoint and tells how many pages the log has, and how many of them are still to be moved.</summary>
    public static (long Pages, long Left) RunOnce(Statement checkpoint)
    {
        checkpoint.Step();
        var (pages, moved) = (checkpoint.Number(1), checkpoint.Number(2));
        checkpoint.Reset();
        return (pages, pages - moved);
    }

    /// <summary>Told by the writer that <see cref="EveryPages"/> more pages are in the log.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _isAwake = true;
            Monitor.Pulse(_gate);
        }
    }

    public Request TakeRequest() =>
        Volatile.Read(ref _request) == 0 ? Request.None : (Request)Interlocked.Exchange(ref _request, 0);

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _passive.Dispose();
        _connection.Dispose();
    }

    private void Run()
    {
        while (SleepUntilWoken())
        {
            try
            {
                Checkpoint();
            }
            catch (SqliteException failed)
            {
                _log.CheckpointFailed(failed);
            }
        }
    }

    private void Checkpoint()
    {
        var (pages, left) = RunOnce(_passive);
        for (var round = 1; round < MostRounds && left > FewPages; round++) (pages, left) = RunOnce(_passive);
        if (pages < FinishAbovePages) return;
        var request = pages < HighWaterPages ? Request.Finish : Request.FinishAndWaitForReaders;
        Interlocked.Exchange(ref _request, (int)request);
    }

    private bool SleepUntilWoken()
    {
        lock (_gate)
        {
            while (!_isAwake && !_isClosed) Monitor.Wait(_gate);
            _isAwake = false;
            return !_isClosed;
        }
    }
}
