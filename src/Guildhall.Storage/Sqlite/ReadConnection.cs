using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Guildhall.Storage.Sqlite;

/// <summary>A connection with its prepared statements, used by one thread.</summary>
internal sealed class ReadConnection(SqliteConnection connection) : IDisposable
{
    private readonly StatementCache _statements = new(connection);

    /// <summary>The statement of a constant query, prepared on first use.</summary>
    public Statement Prepared(string sql) => _statements.Prepared(sql);

    /// <summary>Runs several queries on one state of the store.</summary>
    public T InOneSnapshot<TArgument, T>(TArgument argument, Func<ReadConnection, TArgument, T> read)
    {
        Prepared("BEGIN").Run();
        try
        {
            return read(this, argument);
        }
        finally
        {
            ResetAll();
            Prepared("COMMIT").Run();
        }
    }

    /// <summary>Ends whatever is being read, so that no old state of the store is held.</summary>
    public void ResetAll() => _statements.ResetAll();

    /// <summary>Ends a transaction that failed, if it is still open.</summary>
    public void RollBack()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle!) == 0) Prepared("ROLLBACK").Run();
    }

    public void Dispose()
    {
        _statements.Dispose();
        connection.Dispose();
    }
}
