using System.Security.Cryptography;
using Guildhall.Storage.Blobs;
using Guildhall.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Guildhall.Storage.Backup;

/// <summary>Copies a database while another process reads and writes it, as it was at one moment.</summary>
internal static class DatabaseCopy
{
    /// <summary>Pages (4 KiB each) between two looks at the progress.</summary>
    private const int PagesAtOnce = 4_096;

    /// <summary>Copies the state of this moment; returns the SHA-256 of the copy in hex.</summary>
    public static string Take(string source, string target, Action<long, long> onPages, CancellationToken cancel)
    {
        using (var from = Open(source, SqliteOpenMode.ReadWrite))
        using (var to = Open(target, SqliteOpenMode.ReadWriteCreate))
        {
            SqliteFile.Execute(to, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
            // A read that stays open holds the moment: writers go on beside it, and the copy never begins anew.
            SqliteFile.Execute(from, "BEGIN");
            SqliteFile.Number(from, "SELECT count(*) FROM sqlite_schema");
            CopyPages(from, to, onPages, cancel);
            SqliteFile.Execute(from, "COMMIT");
        }

        DurableFiles.FlushFile(target);
        return Hash(target);
    }

    /// <summary>Looks through a database for damage; null when it is sound.</summary>
    public static string? Damage(string path)
    {
        using var database = Open(path, SqliteOpenMode.ReadOnly);
        try
        {
            using var check = new Statement(database, "PRAGMA quick_check(1)");
            if (!check.Step()) return "no answer";
            var said = check.Text(0);
            return said == "ok" ? null : said;
        }
        catch (SqliteException damaged)
        {
            return damaged.Message;
        }
    }

    /// <summary>The version of a database's shape.</summary>
    public static long Schema(string path)
    {
        using var database = Open(path, SqliteOpenMode.ReadOnly);
        return SqliteFile.Number(database, "PRAGMA user_version");
    }

    public static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static void CopyPages(SqliteConnection from, SqliteConnection to, Action<long, long> onPages, CancellationToken cancel)
    {
        using var backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
        if (backup.IsInvalid) SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(to.Handle), to.Handle);
        int code;
        do
        {
            cancel.ThrowIfCancellationRequested();
            code = raw.sqlite3_backup_step(backup, PagesAtOnce);
            var pages = raw.sqlite3_backup_pagecount(backup);
            onPages(pages - raw.sqlite3_backup_remaining(backup), pages);
        }
        while (code is raw.SQLITE_OK);
        if (code != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, to.Handle);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        SqliteFile.Execute(connection, $"PRAGMA busy_timeout = {SqliteFile.BusyMilliseconds};");
        return connection;
    }
}
