using System.Diagnostics.Metrics;

namespace Guildhall.Storage.Sqlite;

/// <summary>What the store of one data folder has done, counted; durations are histograms of the meter "Guildhall.Storage", in seconds.</summary>
public sealed class StoreFigures
{
    private static readonly Meter Meter = new("Guildhall.Storage");

    private static readonly Histogram<double> WriteWait = Meter.CreateHistogram<double>(
        "guildhall.store.write.wait", "s", "How long the oldest write of a batch waited for the writer");

    private static readonly Histogram<double> Transactions = Meter.CreateHistogram<double>(
        "guildhall.store.transaction.duration", "s", "One transaction, its sync to the disk included");

    private static readonly Histogram<double> ReadWait = Meter.CreateHistogram<double>(
        "guildhall.store.read.wait", "s", "How long a read waited for a reading thread");

    private static readonly Histogram<double> Reads = Meter.CreateHistogram<double>(
        "guildhall.store.read.duration", "s", "One read, without its wait");

    private readonly TimeProvider _time;
    private long _transactions;
    private long _writes;
    private long _failed;
    private long _reads;
    private long _logPages;

    internal StoreFigures(TimeProvider time) => _time = time;

    /// <summary>Transactions committed.</summary>
    public long TransactionCount => Interlocked.Read(ref _transactions);

    /// <summary>Writes in them: by how many more there are, syncs were saved.</summary>
    public long WriteCount => Interlocked.Read(ref _writes);

    /// <summary>Writes that were not stored.</summary>
    public long FailedWrites => Interlocked.Read(ref _failed);

    /// <summary>Reads made.</summary>
    public long ReadCount => Interlocked.Read(ref _reads);

    /// <summary>Pages of 4 KiB in the write-ahead log when it was last looked after.</summary>
    public long LogPages => Interlocked.Read(ref _logPages);

    /// <summary>Writes that wait for the writer now.</summary>
    public int WritesWaiting => WriteQueue();

    /// <summary>Reads that wait for a reading thread now.</summary>
    public int ReadsWaiting => ReadQueue();

    internal Func<int> WriteQueue { get; set; } = static () => 0;

    internal Func<int> ReadQueue { get; set; } = static () => 0;

    internal long Now => _time.GetTimestamp();

    internal void Began(long oldestSubmittedAt) => Took(WriteWait, oldestSubmittedAt);

    internal void Committed(int writes, long beganAt)
    {
        Interlocked.Increment(ref _transactions);
        Interlocked.Add(ref _writes, writes);
        Took(Transactions, beganAt);
    }

    internal void NotStored() => Interlocked.Increment(ref _failed);

    internal void LogHas(long pages) => Interlocked.Exchange(ref _logPages, pages);

    /// <summary>A read was taken by its thread; the timestamp of now.</summary>
    internal long ReadTaken(long queuedAt)
    {
        Took(ReadWait, queuedAt);
        return Now;
    }

    internal void HasRead(long beganAt)
    {
        Interlocked.Increment(ref _reads);
        Took(Reads, beganAt);
    }

    private void Took(Histogram<double> histogram, long from)
    {
        if (histogram.Enabled) histogram.Record(_time.GetElapsedTime(from).TotalSeconds);
    }
}
