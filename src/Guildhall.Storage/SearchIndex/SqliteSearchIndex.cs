using Guildhall.Protocol;
using Guildhall.Storage.Sqlite;
using Guildhall.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.SearchIndex;

/// <summary>The index as <c>search.db</c> beside the store: SQLite's FTS5, one writing thread, a few that search.</summary>
public sealed class SqliteSearchIndex : ISearchIndex, IDisposable
{
    private const int SearchersPerCore = 1;

    // Newest first: the order of the keys, so that only as many matches are looked at as are shown and counted.
    private const string NewestFirst = """
        SELECT documents.message_id, documents.channel_id, documents.place_id, documents.parent_id FROM terms CROSS JOIN documents ON documents.message_id = terms.rowid
        WHERE terms MATCH ?1 AND terms.rowid > ?2 AND terms.rowid < ?3 ORDER BY terms.rowid DESC
        """;

    private const string OldestFirst = """
        SELECT documents.message_id, documents.channel_id, documents.place_id, documents.parent_id FROM terms CROSS JOIN documents ON documents.message_id = terms.rowid
        WHERE terms MATCH ?1 AND terms.rowid > ?2 AND terms.rowid < ?3 ORDER BY terms.rowid ASC
        """;

    private readonly ReadPool _writer;
    private readonly ReadPool _readers;
    private SearchProgress? _progress;
    private long _documents;

    private SqliteSearchIndex(ReadPool writer, ReadPool readers, SearchProgress? progress, long documents) =>
        (_writer, _readers, _progress, _documents) = (writer, readers, progress, documents);

    public SearchProgress? Progress => Volatile.Read(ref _progress);

    public long Documents => Volatile.Read(ref _documents);

    /// <summary>Opens the index of a data folder whose store is open; one that cannot be used is made anew.</summary>
    /// <exception cref="DataFolderUnusableException">The folder cannot be written.</exception>
    public static SqliteSearchIndex Open(string dataFolder)
    {
        SqliteConnection? connection = null;
        try
        {
            (var file, connection) = SearchIndexFile.Open(dataFolder);
            var (progress, documents) = SearchIndexWriter.Load(connection);
            var writing = connection;
            var writer = new ReadPool(() => writing, 1, "search writer");
            try
            {
                var readers = new ReadPool(file.OpenReader, Math.Max(2, SearchersPerCore * Environment.ProcessorCount), "search reader");
                return new SqliteSearchIndex(writer, readers, progress, documents);
            }
            catch
            {
                writer.Dispose();
                throw;
            }
        }
        catch (SqliteException error)
        {
            connection?.Dispose();
            throw new DataFolderUnusableException(dataFolder, StoreErrors.Sentence(error), error);
        }
    }

    public async ValueTask Begin(SearchProgress start, CancellationToken cancel)
    {
        Volatile.Write(ref _progress, null);
        await _writer.Read(start, static (connection, start) => SearchIndexWriter.Begin(connection, start), cancel);
        Volatile.Write(ref _documents, 0);
        Volatile.Write(ref _progress, start);
    }

    public async ValueTask Apply(SearchChange change, CancellationToken cancel)
    {
        var before = Progress ?? throw new InvalidOperationException("Nobody has begun to fill the index.");
        var (added, removed) = await _writer.Read(
            (change, before.Deletions), static (connection, work) => SearchIndexWriter.Apply(connection, work.change, work.Deletions), cancel);
        Volatile.Write(ref _progress, change.Progress with { Deletions = before.Deletions + removed });
        Interlocked.Add(ref _documents, added - removed);
    }

    public async ValueTask<bool> Clean(CancellationToken cancel)
    {
        if (Progress is not { } before) return false;
        var (removed, hasMore) = await _writer.Read(0, static (connection, _) => SearchIndexWriter.Clean(connection), cancel);
        Volatile.Write(ref _progress, before with { Deletions = before.Deletions + removed });
        Interlocked.Add(ref _documents, -removed);
        return hasMore;
    }

    public async ValueTask<bool> Compact(bool begins, CancellationToken cancel)
    {
        if (Progress is not { } before) return false;
        var hasMore = await _writer.Read(begins, static (connection, begins) => SearchIndexWriter.Compact(connection, begins), cancel);
        if (!hasMore) Volatile.Write(ref _progress, before with { Deletions = 0 });
        return hasMore;
    }

    public ValueTask<SearchPage> Find(SearchQuery query, CancellationToken cancel)
    {
        if (query.Places.Count + query.ManagedPlaces.Count == 0 || SearchExpression.Of(query) is not { } expression) return ValueTask.FromResult(new SearchPage([], 0));
        return _readers.Read((query, expression), static (connection, search) => Read(connection, search.query, search.expression), cancel);
    }

    /// <summary>Finishes what is under way and closes the file.</summary>
    public void Dispose()
    {
        _readers.Dispose();
        _writer.Dispose();
    }

    // Every match is held against the places that may be searched, whatever the expression says.
    private static SearchPage Read(ReadConnection connection, SearchQuery query, string expression)
    {
        var (places, managed, within) = (KeysOf(query.Places), KeysOf(query.ManagedPlaces), KeysOf(query.Within));
        var hits = new List<SearchHit>(query.Limit);
        var (total, most) = (0, query.Offset + query.Limit + SearchQuery.CountedBeyondPage);
        var rows = connection.Prepared(query.OldestFirst ? OldestFirst : NewestFirst)
            .Bind(1, expression)
            .Bind(2, Keys.Of(query.After.Number))
            .Bind(3, query.Before is { } before ? Keys.Of(before.Number) : long.MaxValue);
        while (total < most && rows.Step())
        {
            if (!places.Contains(rows.Number(2)) && (managed.Count == 0 || !managed.Contains(rows.Number(3)))) continue;
            if (within.Count > 0 && !within.Contains(rows.Number(1))) continue;
            total++;
            if (total <= query.Offset || hits.Count == query.Limit) continue;
            var isInThread = rows.Number(1) != rows.Number(2) || !rows.IsNull(3);
            hits.Add(new SearchHit(new ChannelId(rows.Id(1)), new MessageId(rows.Id(0)), isInThread));
        }

        rows.Reset();
        return new SearchPage(hits, total);
    }

    private static HashSet<long> KeysOf(IReadOnlyList<ChannelId> channels) =>
        [.. channels.Select(channel => unchecked((long)channel.Number))];
}
