using Guildhall.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Guildhall.Storage.SearchIndex;

/// <summary>
/// The file of the index. The words of all messages are one FTS5 table without a copy of the text, keyed by message id, so that matches
/// come in the order of time without being sorted; beside it stands which channel a message is in.
/// </summary>
internal static class SearchIndexFile
{
    public const string Name = "search.db";

    /// <summary>Raised with every change of the schema, of the terms, or of how words are cut: older files are made anew.</summary>
    public const int Version = 1;

    private const int ApplicationId = 0x47485349;

    private const string Schema = """
        CREATE VIRTUAL TABLE terms USING fts5 (
          text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'");

        CREATE TABLE documents (
          message_id INTEGER PRIMARY KEY,
          channel_id INTEGER NOT NULL,
          place_id   INTEGER NOT NULL,  -- whose readers may find it
          parent_id  INTEGER            -- of private threads: whose managers may, too
        );

        -- One row: how far the index reaches. Moments are UTC ticks of 100 ns since the year 1.
        CREATE TABLE progress (
          id            INTEGER PRIMARY KEY CHECK (id = 1),
          position      INTEGER NOT NULL,
          position_at   INTEGER,
          built_channel INTEGER NOT NULL,
          built_message INTEGER NOT NULL,
          is_built      INTEGER NOT NULL,
          deletions     INTEGER NOT NULL
        );

        -- Terms whose messages are being removed: of a channel, or of a whole guild.
        CREATE TABLE purges (term TEXT PRIMARY KEY) WITHOUT ROWID;
        """;

    /// <summary>Opens the index of a data folder for writing; one that is missing, older, newer or damaged is made anew.</summary>
    public static (SqliteFile File, SqliteConnection Writer) Open(string dataFolder)
    {
        var file = new SqliteFile(Path.Combine(Path.GetFullPath(dataFolder), Name));
        if (TryOpen(file) is { } known) return (file, known);
        foreach (var suffix in (string[])["", "-wal", "-shm"]) File.Delete(file.Path + suffix);
        var connection = file.OpenIndexWriter();
        try
        {
            SqliteFile.Execute(connection, $"""
                BEGIN;
                {Schema}
                PRAGMA application_id = {ApplicationId};
                PRAGMA user_version = {Version};
                COMMIT;
                """);
            return (file, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection? TryOpen(SqliteFile file)
    {
        if (!File.Exists(file.Path)) return null;
        SqliteConnection? connection = null;
        try
        {
            connection = file.OpenIndexWriter();
            var isOurs = SqliteFile.Number(connection, "PRAGMA application_id") == ApplicationId
                && SqliteFile.Number(connection, "PRAGMA user_version") == Version;
            if (isOurs) return connection;
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT)
        {
            // Made anew below, like one of another version.
        }

        connection?.Dispose();
        return null;
    }
}
