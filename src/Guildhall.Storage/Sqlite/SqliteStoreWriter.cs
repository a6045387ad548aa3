using Guildhall.Storage.EventLog;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Guildhall.Storage.Sqlite;

/// <summary>
/// The one writer: a thread that takes whatever has arrived, stores it in one transaction, and tells the callers after the commit
/// is on the disk. While one batch commits the next one gathers, so the more callers, the fewer syncs for each.
/// </summary>
internal sealed class SqliteStoreWriter : IStoreWriter, IDisposable
{
    /// <summary>Writes that may be queued; further ones wait in line.</summary>
    public const int QueueCapacity = 8_192;

    /// <summary>Writes in one transaction at most.</summary>
    public const int BatchWrites = 2_048;

    /// <summary>Bytes in one transaction, about; the write that passes it is the last of its batch.</summary>
    public const long BatchBytes = 8L << 20;

    // Each write at fault costs one more run of the batch; a batch with more of them is stored one by one.
    private const int MostReruns = 8;

    private readonly WorkQueue<PendingWrite> _queue = new(QueueCapacity);
    private readonly SqliteConnection _connection;
    private readonly RowWriters _rows;
    private readonly StatementCache _statements;
    private readonly Checkpointer _checkpointer;
    private readonly TimeProvider _time;
    private readonly StoreFigures _figures;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private long _pagesSinceCheckpoint;
    private long _pagesSinceFinish;

    public SqliteStoreWriter(
        SqliteConnection connection, Checkpointer checkpointer, PurgedChannels purged, LogSignal appended, LogSignal eventAdded, TimeProvider time, ILogger log, StoreFigures? figures = null)
    {
        (_connection, _checkpointer, _time, _figures, _log) = (connection, checkpointer, time, figures ?? new StoreFigures(time), log);
        _figures.WriteQueue = () => _queue.Count;
        _rows = new RowWriters(connection, purged, appended, eventAdded);
        _statements = new StatementCache(connection);
        _thread = new Thread(Run) { IsBackground = true, Name = "store writer" };
        _thread.Start();
    }

    public int Capacity => QueueCapacity;

    public Task Submit(WriteLane lane, StoreWrite write)
    {
        var pending = new PendingWrite(lane, write, _figures.Now);
        try
        {
            // When the queue is full the write keeps its place in line, and its own task tells the rest.
            _ = _queue.Add(pending, CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            pending.Fail(new StoreFailedException("The store is closed."));
            pending.Tell();
        }

        return pending.Task;
    }

    /// <summary>Stores every accepted write, moves the log into the database file, and closes the connection.</summary>
    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
        _checkpointer.Dispose();
        try
        {
            Checkpointer.RunOnce(_statements.Prepared("PRAGMA wal_checkpoint(TRUNCATE)"));
        }
        catch (SqliteException failed)
        {
            _log.CheckpointFailed(failed);
        }

        _rows.Dispose();
        _statements.Dispose();
        _connection.Dispose();
    }

    private void Run()
    {
        var batch = new List<PendingWrite>(BatchWrites);
        while (_queue.TakeAll(batch, BatchWrites, static pending => pending.Weight, BatchBytes))
        {
            Store(batch);
            batch.Clear();
            LookAfterTheLog();
        }
    }

    /// <summary>
    /// Stores a batch so that a write at fault fails alone, with what stands behind it in its lane. Those who wait hear of it in the
    /// order of submission.
    /// </summary>
    private void Store(List<PendingWrite> batch)
    {
        _figures.Began(batch[0].SubmittedAt);
        batch.RemoveAll(static pending => FailIfLaneIsBroken(pending));
        var left = batch;
        for (var run = 0; left.Count > 0; run++)
        {
            var (error, guilty) = TryCommit(left);
            if (error is null) break;
            if (run < MostReruns && guilty is not null && IsOfTheWriteItself(error))
            {
                Fail(left, left.IndexOf(guilty), error);
            }
            else
            {
                if (!IsOfTheWriteItself(error)) _log.BatchFailed(error, left.Count);
                StoreOneByOne(left);
                break;
            }

            left = [.. left.Where(pending => pending.Error is null)];
        }

        foreach (var pending in batch)
        {
            if (pending.Error is not null) _figures.NotStored();
            pending.Tell();
        }
    }

    private void StoreOneByOne(List<PendingWrite> batch)
    {
        var single = new List<PendingWrite>(1);
        for (var index = 0; index < batch.Count; index++)
        {
            if (batch[index].Error is not null) continue;
            single.Clear();
            single.Add(batch[index]);
            if (TryCommit(single).Error is { } error) Fail(batch, index, error);
        }
    }

    /// <summary>Notes that a write is not stored, and neither is what stands behind it in its lane; those before it are.</summary>
    private void Fail(List<PendingWrite> batch, int index, Exception error)
    {
        var told = StoreErrors.Translate(error);
        if (told is not UniqueViolationException && IsOfTheWriteItself(error)) _log.WriteFailed(error); // a full disk is told once a batch
        var guilty = batch[index];
        guilty.Fail(told);
        for (var behind = index + 1; behind < batch.Count; behind++)
        {
            if (ReferenceEquals(batch[behind].Lane, guilty.Lane)) batch[behind].Fail(new LaneBrokenException());
        }
    }

    /// <summary>One durable transaction; the error, with the write whose statement failed when it was one, or nothing.</summary>
    private (Exception? Error, PendingWrite? Guilty) TryCommit(List<PendingWrite> batch)
    {
        PendingWrite? current = null;
        try
        {
            var now = _time.GetUtcNow();
            var began = _figures.Now;
            _statements.Prepared("BEGIN IMMEDIATE").Run();
            foreach (var pending in batch)
            {
                current = pending;
                _rows.Apply(pending.Write, now);
            }

            current = null;
            _statements.Prepared("COMMIT").Run();
            _rows.Committed();
            _figures.Committed(batch.Count, began);
            return default;
        }
        catch (Exception error)
        {
            RollBack();
            return (error, current);
        }
    }

    private void RollBack()
    {
        _rows.RolledBack();
        try
        {
            if (raw.sqlite3_get_autocommit(_connection.Handle!) == 0) _statements.Prepared("ROLLBACK").Run();
        }
        catch (SqliteException failed)
        {
            _log.WriteFailed(failed);
        }
    }

    private static bool FailIfLaneIsBroken(PendingWrite pending)
    {
        if (!pending.Lane.IsBroken) return false;
        pending.Fail(new LaneBrokenException());
        pending.Tell();
        return true;
    }

    // A constraint or a bug is the fault of one write; a full disk is not.
    private static bool IsOfTheWriteItself(Exception error) =>
        error is not SqliteException database || database.SqliteErrorCode == raw.SQLITE_CONSTRAINT;

    private void LookAfterTheLog()
    {
        raw.sqlite3_db_status(_connection.Handle!, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        _pagesSinceCheckpoint += pages;
        _pagesSinceFinish += pages;
        _figures.LogHas(_pagesSinceFinish);
        if (_pagesSinceCheckpoint >= Checkpointer.EveryPages)
        {
            _pagesSinceCheckpoint = 0;
            _checkpointer.Wake();
        }

        var request = _checkpointer.TakeRequest();

        // On a busy machine the checkpointer may not get its turn; the log is bounded all the same.
        if (_pagesSinceFinish >= Checkpointer.HighWaterPages) request = Checkpointer.Request.FinishAndWaitForReaders;
        if (request == Checkpointer.Request.None) return;
        _pagesSinceFinish = 0;
        try
        {
            Finish(request);
        }
        catch (SqliteException failed)
        {
            _log.CheckpointFailed(failed);
        }
    }

    private void Finish(Checkpointer.Request request)
    {
        if (request == Checkpointer.Request.Finish)
        {
            Checkpointer.RunOnce(_statements.Prepared("PRAGMA wal_checkpoint(PASSIVE)"));
            return;
        }

        raw.sqlite3_busy_timeout(_connection.Handle!, Checkpointer.WaitForReadersMs);
        try
        {
            Checkpointer.RunOnce(_statements.Prepared("PRAGMA wal_checkpoint(RESTART)"));
        }
        finally
        {
            raw.sqlite3_busy_timeout(_connection.Handle!, SqliteFile.BusyMilliseconds);
        }
    }
}
