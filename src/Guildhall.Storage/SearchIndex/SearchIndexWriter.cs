using System.Text;
using Guildhall.Protocol;
using Guildhall.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.SearchIndex;

/// <summary>The changes of the index, each one transaction; used by its writing thread alone.</summary>
internal static class SearchIndexWriter
{
    /// <summary>Messages of a deleted channel or guild that one step removes.</summary>
    public const int CleanedPerStep = 500;

    /// <summary>Pages (4 KiB) that one step of writing the file anew works on.</summary>
    public const int CompactedPerStep = 256;

    public static (SearchProgress? Progress, long Documents) Load(SqliteConnection connection)
    {
        using var row = new Statement(connection, """
            SELECT position, position_at, built_channel, built_message, is_built, deletions FROM progress
            """);
        if (!row.Step()) return (null, 0);
        var progress = new SearchProgress
        {
            Position = row.Number(0),
            PositionAt = row.MomentOrNull(1),
            BuiltChannel = new ChannelId(row.Id(2)),
            BuiltMessage = new MessageId(row.Id(3)),
            IsBuilt = row.Number(4) != 0,
            Deletions = row.Number(5),
        };
        return (progress, SqliteFile.Number(connection, "SELECT count(*) FROM documents"));
    }

    public static bool Begin(ReadConnection connection, SearchProgress start) => InTransaction(connection, start, static (connection, start) =>
    {
        connection.Prepared("INSERT INTO terms (terms) VALUES ('delete-all')").Run();
        connection.Prepared("DELETE FROM documents").Run();
        connection.Prepared("DELETE FROM purges").Run();
        Put(connection, start, 0);
        return true;
    });

    public static (long Added, long Removed) Apply(ReadConnection connection, SearchChange change, long deletions) =>
        InTransaction(connection, (change, deletions), static (connection, work) =>
        {
            var (added, removed) = (0L, 0L);
            // In the order of ids: within a transaction the words are gathered for as long as the keys rise.
            foreach (var document in work.change.Puts.OrderBy(document => document.Message.Id.Number)) added += Put(connection, document);
            foreach (var message in work.change.Gone) removed += Delete(connection, unchecked((long)message.Number));
            foreach (var channel in work.change.GoneChannels)
            {
                Purge(connection, SearchTerms.Channel(channel));
                Purge(connection, SearchTerms.Place(channel));
                Purge(connection, SearchTerms.PrivateUnder(channel));
            }

            foreach (var guild in work.change.GoneGuilds) Purge(connection, SearchTerms.All(SearchTerms.Scope(guild)));
            Put(connection, work.change.Progress, work.deletions + removed);
            return (added, removed);
        });

    public static (int Removed, bool HasMore) Clean(ReadConnection connection) => InTransaction(connection, 0, static (connection, _) =>
    {
        var purge = connection.Prepared("SELECT term FROM purges LIMIT 1");
        if (!purge.Step()) return (0, false);
        var term = purge.Text(0);
        purge.Reset();
        var found = new List<long>(CleanedPerStep);
        var rows = connection.Prepared("SELECT rowid FROM terms WHERE terms MATCH ?1 LIMIT ?2").Bind(1, $"\"{term}\"").Bind(2, CleanedPerStep);
        while (rows.Step()) found.Add(rows.Number(0));
        foreach (var message in found) Delete(connection, message);
        if (found.Count < CleanedPerStep) connection.Prepared("DELETE FROM purges WHERE term = ?1").Bind(1, term).Run();
        connection.Prepared("UPDATE progress SET deletions = deletions + ?1").Bind(1, found.Count).Run();
        return (found.Count, true);
    });

    // A negative number begins a merge of everything; it goes on in steps until one changes nothing.
    public static bool Compact(ReadConnection connection, bool begins) => InTransaction(connection, begins, static (connection, begins) =>
    {
        var before = Changes(connection);
        connection.Prepared("INSERT INTO terms (terms, rank) VALUES ('merge', ?1)").Bind(1, begins ? -CompactedPerStep : CompactedPerStep).Run();
        if (Changes(connection) - before >= 2) return true;
        connection.Prepared("UPDATE progress SET deletions = 0").Run();
        return false;
    });

    private static int Put(ReadConnection connection, SearchDocument document)
    {
        var message = document.Message;
        connection.Prepared("INSERT OR REPLACE INTO terms (rowid, text) VALUES (?1, ?2)").Bind(1, message.Id.Number).Bind(2, TextOf(document)).Run();
        return connection.Prepared("INSERT OR IGNORE INTO documents (message_id, channel_id, place_id, parent_id) VALUES (?1, ?2, ?3, ?4)")
            .Bind(1, message.Id.Number)
            .Bind(2, message.Channel.Number)
            .Bind(3, document.Place.Id.Number)
            .BindOrNull(4, document.Place.Parent?.Number)
            .Run();
    }

    private static int Delete(ReadConnection connection, long message)
    {
        if (connection.Prepared("DELETE FROM documents WHERE message_id = ?1").Bind(1, message).Run() == 0) return 0;
        connection.Prepared("DELETE FROM terms WHERE rowid = ?1").Bind(1, message).Run();
        return 1;
    }

    private static void Purge(ReadConnection connection, string term) =>
        connection.Prepared("INSERT OR IGNORE INTO purges (term) VALUES (?1)").Bind(1, term).Run();

    private static void Put(ReadConnection connection, SearchProgress progress, long deletions) =>
        connection.Prepared("""
            INSERT OR REPLACE INTO progress (id, position, position_at, built_channel, built_message, is_built, deletions)
            VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)
            """)
            .Bind(1, progress.Position)
            .Bind(2, progress.PositionAt)
            .Bind(3, progress.BuiltChannel.Number)
            .Bind(4, progress.BuiltMessage.Number)
            .Bind(5, progress.IsBuilt)
            .Bind(6, deletions)
            .Run();

    // The words in order, then what else is known: phrases and distances concern the words alone.
    private static string TextOf(SearchDocument document)
    {
        var message = document.Message;
        var scope = SearchTerms.Scope(message.Guild);
        var text = new StringBuilder();
        foreach (var word in SearchWords.Of(message.Text())) text.Append(SearchTerms.Word(scope, word)).Append(' ');
        text.Append(SearchTerms.All(scope)).Append(' ').Append(SearchTerms.Channel(message.Channel));
        text.Append(' ').Append(SearchTerms.Place(document.Place.Id));
        if (document.Place.Parent is { } parent) text.Append(' ').Append(SearchTerms.PrivateUnder(parent));
        foreach (var (fact, value) in SearchFacts.Of(document)) text.Append(' ').Append(SearchTerms.Fact(scope, fact, value));
        return text.ToString();
    }

    private static long Changes(ReadConnection connection)
    {
        var row = connection.Prepared("SELECT total_changes()");
        row.Step();
        var changes = row.Number(0);
        row.Reset();
        return changes;
    }

    private static T InTransaction<TArgument, T>(ReadConnection connection, TArgument argument, Func<ReadConnection, TArgument, T> change)
    {
        connection.Prepared("BEGIN IMMEDIATE").Run();
        try
        {
            var result = change(connection, argument);
            connection.Prepared("COMMIT").Run();
            return result;
        }
        catch
        {
            connection.ResetAll();
            connection.RollBack();
            throw;
        }
    }
}
