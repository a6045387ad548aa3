using Guildhall.Storage.Messages;
using Guildhall.Storage.SearchIndex;

namespace Guildhall.Storage.Tests.SearchIndex;

/// <summary>An index in a folder that goes away, with short ways to fill and ask it.</summary>
internal sealed class SearchHouse : IDisposable
{
    public static readonly GuildId Guild = new(100);
    public static readonly ChannelId General = new(200);
    public static readonly ChannelId Garden = new(201);
    public static readonly UserId Ada = new(300);
    public static readonly UserId Bob = new(301);

    public static readonly SearchProgress Start = new() { Position = 7, PositionAt = null };

    private ulong _lastId = 1_000;

    public SearchHouse(bool begin = true)
    {
        Index = SqliteSearchIndex.Open(Folder);
        if (begin) Index.Begin(Start with { IsBuilt = true }, default).AsTask().GetAwaiter().GetResult();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("guildhall-search-").FullName;

    public SqliteSearchIndex Index { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public StoredMessage Message(string content, ChannelId? channel = null, UserId? author = null, GuildId? guild = null) => new()
    {
        Channel = channel ?? General,
        Id = new MessageId(++_lastId),
        Guild = guild ?? Guild,
        Author = author ?? Ada,
        Content = content,
    };

    public async Task<MessageId> Say(string content, ChannelId? channel = null, UserId? author = null, GuildId? guild = null)
    {
        var message = Message(content, channel, author, guild);
        await Put(message);
        return message.Id;
    }

    public async Task Put(params StoredMessage[] messages) =>
        await Index.Apply(
            new SearchChange { Puts = [.. messages.Select(message => new SearchDocument(message, "user", null, new SearchPlace(message.Channel)))], Progress = Index.Progress! }, Cancel);

    public async Task Change(SearchChange change) => await Index.Apply(change, Cancel);

    public async Task<IReadOnlyList<MessageId>> Find(string? content, params SearchFilter[] filters) =>
        [.. (await Index.Find(Query(content, filters), Cancel)).Hits.Select(hit => hit.Message)];

    public async Task<SearchPage> Page(SearchQuery query) => await Index.Find(query, Cancel);

    public static SearchQuery Query(string? content, params SearchFilter[] filters) => new()
    {
        Guild = Guild,
        Places = [General, Garden],
        Content = content,
        Slop = 2,
        Filters = filters,
        Limit = 25,
    };

    public void Reopen(Action<string>? betweenTimes = null)
    {
        Index.Dispose();
        betweenTimes?.Invoke(Path.Combine(Folder, "search.db"));
        Index = SqliteSearchIndex.Open(Folder);
    }

    public void Dispose()
    {
        Index.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
