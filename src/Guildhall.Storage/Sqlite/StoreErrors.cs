using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Guildhall.Storage.Sqlite;

/// <summary>Says in the words of the contract what SQLite says in its own.</summary>
internal static class StoreErrors
{
    public static Exception Translate(Exception error)
    {
        if (error is StoreFailedException) return error;
        if (error is not SqliteException database) return new StoreFailedException("A write could not be stored.", error);
        if (database.SqliteExtendedErrorCode == raw.SQLITE_CONSTRAINT_UNIQUE)
        {
            if (IsAbout(database, "users.name_key")) return new UniqueViolationException("The username");
            if (IsAbout(database, "private_channels.low_user")) return new UniqueViolationException("The direct message of these two");
            if (IsAbout(database, "users.email_key")) return new UniqueViolationException("The e-mail address");
        }

        return new StoreFailedException(Sentence(database), database);
    }

    /// <summary>One sentence about what is wrong with the disk or the file.</summary>
    public static string Sentence(SqliteException error) => error.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => "the disk is full.",
        raw.SQLITE_READONLY => "it is read-only.",
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => "the database file cannot be opened for writing.",
        raw.SQLITE_CORRUPT => "the database file is damaged.",
        raw.SQLITE_NOTADB => "guildhall.db is not a database.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another process holds the database file.",
        raw.SQLITE_IOERR => "the disk reports an error.",
        _ => error.Message,
    };

    private static bool IsAbout(SqliteException error, string column) => error.Message.Contains(column, StringComparison.Ordinal);
}
