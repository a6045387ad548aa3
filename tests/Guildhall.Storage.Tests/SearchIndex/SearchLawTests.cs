using Guildhall.Storage.Messages;
using Guildhall.Storage.SearchIndex;

namespace Guildhall.Storage.Tests.SearchIndex;

/// <summary>Random messages and queries: the index finds exactly what looking at every message finds, in the same order.</summary>
public sealed class SearchLawTests
{
    private const int Channels = 60;
    private static readonly string[] Vocabulary = ["oak", "elm", "ash", "fir", "yew", "box"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_index_finds_what_looking_at_every_message_finds(int seed)
    {
        using var house = new SearchHouse();
        var random = new Random(seed);
        var messages = new List<StoredMessage>();
        for (var batch = 0; batch < 12; batch++)
        {
            StoredMessage[] more = [.. Enumerable.Range(0, 50).Select(_ => RandomMessage(house, random))];
            await house.Put(more);
            messages.AddRange(more);
            await EditSome(house, random, messages);
        }

        var hits = 0;
        for (var round = 0; round < 400; round++)
        {
            var query = RandomQuery(random, messages);
            var expected = Naive(query, messages);
            var page = await house.Page(query);
            page.Hits.Select(hit => (hit.Channel, hit.Message)).ShouldBe(
                expected.Skip(query.Offset).Take(query.Limit).Select(message => (message.Channel, message.Id)), $"seed {seed}, round {round}: {query}");
            page.Total.ShouldBe(expected.Count);
            hits += page.Hits.Count;
        }

        hits.ShouldBeGreaterThan(400);
    }

    private static StoredMessage RandomMessage(SearchHouse house, Random random)
    {
        var words = Enumerable.Range(0, random.Next(0, 7)).Select(_ => Vocabulary[random.Next(Vocabulary.Length)]);
        var message = house.Message(string.Join(' ', words), new ChannelId((ulong)(200 + random.Next(Channels))), new UserId((ulong)(300 + random.Next(4))));
        if (random.Next(5) == 0) message = message with { PinnedAt = DateTimeOffset.UnixEpoch };
        if (random.Next(4) == 0) message = message with { Extra = new MessageExtra { MentionUsers = [new UserId((ulong)(300 + random.Next(4)))] } };
        return message;
    }

    private static async Task EditSome(SearchHouse house, Random random, List<StoredMessage> messages)
    {
        for (var i = 0; i < 5; i++)
        {
            var at = random.Next(messages.Count);
            messages[at] = messages[at] with { Content = Vocabulary[random.Next(Vocabulary.Length)] };
            await house.Put(messages[at]);
            at = random.Next(messages.Count);
            await house.Change(new SearchChange { Gone = [messages[at].Id], Progress = house.Index.Progress! });
            messages.RemoveAt(at);
        }
    }

    private static SearchQuery RandomQuery(Random random, List<StoredMessage> messages)
    {
        var channels = Enumerable.Range(200, Channels).Select(id => new ChannelId((ulong)id)).ToArray();
        random.Shuffle(channels);
        var open = random.Next(3) switch { 0 => random.Next(0, 8), 1 => random.Next(8, Channels - 8), _ => random.Next(Channels - 8, Channels + 1) };
        List<SearchFilter> filters = [];
        if (random.Next(3) == 0) filters.Add(new SearchFilter(SearchFact.Author, Users(random), random.Next(2) == 0));
        if (random.Next(4) == 0) filters.Add(new SearchFilter(SearchFact.MentionedUser, Users(random), random.Next(2) == 0));
        if (random.Next(4) == 0) filters.Add(new SearchFilter(SearchFact.Pinned, ["true"], random.Next(2) == 0));
        var words = Enumerable.Range(0, random.Next(0, 3)).Select(_ => Vocabulary[random.Next(Vocabulary.Length)]).ToArray();
        return new SearchQuery
        {
            Guild = SearchHouse.Guild,
            Places = channels[..open],
            OtherPlaces = random.Next(4) == 0 ? [] : channels[open..],
            Within = random.Next(4) == 0 ? channels[random.Next(10)..(10 + random.Next(40))] : [],
            Content = words.Length == 0 ? null : string.Join(' ', words),
            Slop = random.Next(3),
            Filters = filters,
            After = random.Next(3) == 0 ? messages[random.Next(messages.Count)].Id : default,
            Before = random.Next(3) == 0 ? messages[random.Next(messages.Count)].Id : null,
            OldestFirst = random.Next(2) == 0,
            Offset = random.Next(2) == 0 ? 0 : random.Next(20),
            Limit = random.Next(1, 26),
        };
    }

    private static string[] Users(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => $"{300 + random.Next(4)}")];

    private static List<StoredMessage> Naive(SearchQuery query, List<StoredMessage> messages)
    {
        var found = messages.Where(message =>
            query.Places.Contains(message.Channel)
            && (query.Within.Count == 0 || query.Within.Contains(message.Channel))
            && message.Id.Number > query.After.Number
            && (query.Before is not { } before || message.Id.Number < before.Number)
            && (query.Content is null || HasWords(message.Content, query.Content, query.Slop))
            && query.Filters.All(filter => Holds(filter, message)));
        return [.. query.OldestFirst ? found.OrderBy(message => message.Id.Number) : found.OrderByDescending(message => message.Id.Number)];
    }

    private static bool Holds(SearchFilter filter, StoredMessage message) => filter.IsExcluded != filter.Fact switch
    {
        SearchFact.Author => filter.AnyOf.Contains(message.Author.ToString()),
        SearchFact.MentionedUser => message.Extra?.MentionUsers?.Any(user => filter.AnyOf.Contains(user.ToString())) == true,
        _ => message.PinnedAt is not null,
    };

    // One word, or two with at most so many words between them.
    private static bool HasWords(string text, string content, int slop)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var wanted = content.Split(' ').Distinct().ToArray();
        if (wanted.Length == 1) return words.Contains(wanted[0]);
        for (var i = 0; i < words.Length; i++)
        {
            for (var j = 0; j < words.Length; j++)
            {
                if (words[i] == wanted[0] && words[j] == wanted[1] && Math.Abs(i - j) - 1 <= slop) return true;
            }
        }

        return false;
    }
}
