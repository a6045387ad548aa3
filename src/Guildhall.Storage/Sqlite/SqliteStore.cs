using Guildhall.Storage.Applications;
using Guildhall.Storage.Blobs;
using Guildhall.Storage.EventLog;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Guildhall.Storage.Sqlite;

/// <summary>
/// The embedded store of one data folder: <c>guildhall.db</c>, the files under <c>blobs/</c>, what was made of them under
/// <c>thumbnails/</c>, and copies from before upgrades under <c>backups/</c>.
/// </summary>
public sealed class SqliteStore : IAsyncDisposable
{
    public const string DatabaseName = "guildhall.db";

    private const int ReadersPerCore = 2;
    private readonly DataFolderLock _lock;
    private readonly SqliteStoreWriter _writer;
    private readonly ReadPool _readers;
    private readonly Housekeeping _housekeeping;
    private int _isDisposed;

    private SqliteStore(
        DataFolderLock folderLock,
        SqliteStoreWriter writer,
        ReadPool readers,
        PurgedChannels purged,
        LogSignal appended,
        LogSignal eventAdded,
        IBlobStore blobs,
        DerivedFiles derived,
        StoreFigures figures,
        TimeProvider time,
        ILogger log)
    {
        (_lock, _writer, _readers) = (folderLock, writer, readers);
        Guilds = new SqliteGuildStore(readers, purged, time);
        Messages = new SqliteMessageStore(readers, purged);
        Users = new SqliteUserStore(readers);
        EventLog = new SqliteEventLog(readers, writer, appended);
        Applications = new SqliteApplicationStore(readers, eventAdded);
        _housekeeping = new Housekeeping(writer, EventLog, purged, time, log);
        (Blobs, Derived, BlobReferences, Figures) = (blobs, derived, new SqliteBlobReferences(readers), figures);
    }

    /// <summary>Stores changes durably, in order.</summary>
    public IStoreWriter Writer => _writer;

    public IGuildStore Guilds { get; }

    public IMessageStore Messages { get; }

    public IUserStore Users { get; }

    public IEventLog EventLog { get; }

    public IApplicationStore Applications { get; }

    public IBlobStore Blobs { get; }

    /// <summary>What the rows say of blobs.</summary>
    public IBlobReferences BlobReferences { get; }

    /// <summary>The cache of what is made out of blobs.</summary>
    public DerivedFiles Derived { get; }

    /// <summary>What the store has done so far.</summary>
    public StoreFigures Figures { get; }

    internal Housekeeping Cleaning => _housekeeping;

    /// <summary>
    /// Opens a data folder, making it or upgrading it as needed. Throws <see cref="DataFolderBusyException"/> when another process has it,
    /// <see cref="StoreVersionException"/> when a newer version wrote it, <see cref="DataFolderUnusableException"/> when it cannot be
    /// written; each message is a sentence for the person who started the program.
    /// </summary>
    /// <param name="dataFolder">The folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where log lines go.</param>
    /// <param name="inspect">What looks at each file before it becomes a blob; null for nobody.</param>
    public static SqliteStore Open(string dataFolder, TimeProvider time, ILoggerFactory logs, InspectBlob? inspect = null) =>
        Open(dataFolder, time, logs, SchemaScript.All, inspect);

    internal static SqliteStore Open(
        string dataFolder, TimeProvider time, ILoggerFactory logs, IReadOnlyList<SchemaScript> scripts, InspectBlob? inspect = null)
    {
        var folder = Path.GetFullPath(dataFolder);
        var folderLock = DataFolderLock.Take(folder);
        var opened = new Stack<IDisposable>([folderLock]);
        try
        {
            return OpenLocked(folder, time, logs.CreateLogger<SqliteStore>(), scripts, inspect, folderLock, opened);
        }
        catch (Exception error)
        {
            foreach (var part in opened) part.Dispose();
            throw error switch
            {
                SqliteException database => new DataFolderUnusableException(folder, StoreErrors.Sentence(database), database),
                IOException or UnauthorizedAccessException => new DataFolderUnusableException(folder, error.Message, error),
                _ => error,
            };
        }
    }

    /// <summary>Stores every accepted write, finishes the queued reads, and leaves one database file without a log beside it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        await _housekeeping.DisposeAsync();
        await Task.Run(() =>
        {
            _readers.Dispose();
            _writer.Dispose();
            _lock.Dispose();
        });
    }

    private static SqliteStore OpenLocked(
        string folder,
        TimeProvider time,
        ILogger log,
        IReadOnlyList<SchemaScript> scripts,
        InspectBlob? inspect,
        DataFolderLock folderLock,
        Stack<IDisposable> opened)
    {
        var file = new SqliteFile(Path.Combine(folder, DatabaseName));
        var connection = Opened(file.OpenWriter());
        SchemaUpgrade.Run(connection, folder, scripts, time.GetUtcNow(), log);
        var purged = LoadPurges(connection);
        var derived = DerivedFiles.Open(Path.Combine(folder, "thumbnails"), time);
        var blobs = FileBlobStore.Open(Path.Combine(folder, "blobs"), time, derived, inspect);
        var figures = new StoreFigures(time);
        var readers = Opened(new ReadPool(file.OpenReader, ReadersPerCore * Environment.ProcessorCount, "store reader", figures));
        var checkpointer = Opened(new Checkpointer(file, log));
        var (appended, eventAdded) = (new LogSignal(), new LogSignal());
        var writer = new SqliteStoreWriter(connection, checkpointer, purged, appended, eventAdded, time, log, figures);
        log.StoreOpened(folder, scripts[^1].Version);
        return new SqliteStore(folderLock, writer, readers, purged, appended, eventAdded, blobs, derived, figures, time, log);

        T Opened<T>(T part)
            where T : IDisposable
        {
            opened.Push(part);
            return part;
        }
    }

    private static PurgedChannels LoadPurges(SqliteConnection connection)
    {
        var purged = new PurgedChannels();
        using var rows = new Statement(connection, "SELECT channel_id, up_to FROM purges");
        while (rows.Step()) purged.Raise(rows.Id(0), rows.Number(1));
        return purged;
    }
}
