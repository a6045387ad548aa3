using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Sqlite;

/// <summary>Opens connections to the one database file, each with the settings of its purpose.</summary>
internal sealed class SqliteFile(string path)
{
    /// <summary>How long a statement waits for another process that holds the file, in milliseconds.</summary>
    public const int BusyMilliseconds = 5_000;

    /// <summary>The write-ahead log is cut back to this when it starts over, in bytes.</summary>
    public const long LogBytesKept = 16L << 20;

    private const int WriterCacheKib = 16_384;
    private const int ReaderCacheKib = 4_096;

    public string Path => path;

    /// <summary>A connection that changes the file. Every commit is synced to the disk; checkpoints are run by hand.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        Execute(connection, $"""
            PRAGMA busy_timeout = {BusyMilliseconds};
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA journal_size_limit = {LogBytesKept};
            PRAGMA foreign_keys = OFF;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -{WriterCacheKib};
            """);
        return connection;
    }

    /// <summary>
    /// A connection that changes a file which can be made anew: never torn, but the last commits may be lost with the power. What is
    /// deleted is overwritten. SQLite runs its checkpoints.
    /// </summary>
    public SqliteConnection OpenIndexWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        Execute(connection, $"""
            PRAGMA busy_timeout = {BusyMilliseconds};
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            PRAGMA secure_delete = ON;
            PRAGMA journal_size_limit = {LogBytesKept};
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -{WriterCacheKib};
            """);
        return connection;
    }

    /// <summary>
    /// A connection that only reads, through a cache of its own and the system's. A mapped file would be a copy less, but whatever is touched of
    /// it brings sixteen pages along that count as the server's memory: hundreds of megabytes with a big guild.
    /// </summary>
    public SqliteConnection OpenReader()
    {
        var connection = Open(SqliteOpenMode.ReadOnly);
        Execute(connection, $"""
            PRAGMA busy_timeout = {BusyMilliseconds};
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -{ReaderCacheKib};
            PRAGMA mmap_size = 0;
            """);
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Number(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
        }.ConnectionString);
        connection.Open();
        return connection;
    }
}
