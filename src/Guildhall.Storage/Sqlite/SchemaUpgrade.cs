using System.Globalization;
using Guildhall.Storage.Blobs;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Guildhall.Storage.Sqlite;

/// <summary>
/// Brings the database to the schema of this program: one transaction for each version, after a copy of the whole file was put
/// into <c>backups/</c>. A new file needs no copy; a file of a newer program is left alone.
/// </summary>
internal static class SchemaUpgrade
{
    public static void Run(
        SqliteConnection connection, string dataFolder, IReadOnlyList<SchemaScript> scripts, DateTimeOffset now, ILogger log)
    {
        var found = SqliteFile.Number(connection, "PRAGMA user_version");
        var known = scripts[^1].Version;
        if (found > known) throw new StoreVersionException(dataFolder, found, known);
        if (found == 0 && SqliteFile.Number(connection, "SELECT count(*) FROM sqlite_schema") > 0)
            throw new DataFolderUnusableException(dataFolder, "guildhall.db is a database of another program.");
        if (found > 0 && found < known)
        {
            var backup = BackUp(connection, dataFolder, found, now);
            log.StoreUpgraded(found, known, backup);
        }

        foreach (var script in scripts.Where(script => script.Version > found))
            InTransaction(connection, $"{script.Sql}\nPRAGMA user_version = {script.Version};");

        // Proves before anything is promised that the disk takes writes.
        if (found == known) InTransaction(connection, $"PRAGMA user_version = {known};");
    }

    private static string BackUp(SqliteConnection connection, string dataFolder, long version, DateTimeOffset now)
    {
        var folder = Path.Combine(dataFolder, "backups");
        Directory.CreateDirectory(folder);
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, $"guildhall-v{version}-{stamp}.db");
        var partial = path + ".partial";
        File.Delete(partial);
        using (var copy = new Statement(connection, "VACUUM INTO ?1")) copy.Bind(1, partial).Run();
        DurableFiles.FlushFile(partial);
        File.Move(partial, path, overwrite: true);
        DurableFiles.FlushFolder(folder);
        return path;
    }

    private static void InTransaction(SqliteConnection connection, string sql)
    {
        SqliteFile.Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            SqliteFile.Execute(connection, sql);
            SqliteFile.Execute(connection, "COMMIT");
        }
        catch (SqliteException)
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0) SqliteFile.Execute(connection, "ROLLBACK");
            throw;
        }
    }
}
