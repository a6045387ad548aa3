using System.Globalization;
using Guildhall.Testing;

namespace Guildhall.Conformance.Search;

/// <summary>
/// Random permissions and messages: whoever searches finds exactly those of the messages that it can read, one by one and channel
/// by channel, which a plain filter lets through.
/// </summary>
public sealed class SearchLawTests
{
    private const int Channels = 12;
    private const int Messages = 150;
    private static readonly string[] Vocabulary = ["oak", "elm", "ash", "https://fir.example/x"];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task A_search_finds_what_a_filter_over_everything_readable_finds(int seed)
    {
        var random = new Random(seed);
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        TestUser[] people = [guild.Owner, await guild.Join("bob"), await guild.Join("cyd"), await guild.Join("dan")];
        var roles = new[] { await guild.CreateRole("red", Permissions.None), await guild.CreateRole("blue", Permissions.None) };
        foreach (var person in people[1..])
        {
            foreach (var role in roles.Where(_ => random.Next(2) == 0)) (await guild.Owner.Put($"/guilds/{guild.Id}/members/{person.Id}/roles/{role}")).Ok();
        }

        var channels = new List<TestChannel> { general };
        for (var i = 1; i < Channels; i++) channels.Add(await guild.CreateChannel($"room-{i}"));
        var written = await Write(random, guild, people, channels);
        await ShuffleAccess(random, guild, people, roles, channels);
        await general.Indexed();

        var found = 0;
        foreach (var person in people)
        {
            var readable = await ReadableTo(person, channels);
            for (var round = 0; round < 25; round++)
            {
                var (query, fits) = RandomQuery(random, people, channels, written);
                var expected = written.Where(message => readable.Contains(message.Id) && fits(message)).Select(message => message.Id).Reverse().ToList();
                var answer = (await person.Get($"/guilds/{guild.Id}/messages/search?{query}")).Ok();
                Searching.Hits(answer).ShouldBe(expected.Take(25), $"seed {seed}: {person.Name} searches {query}");
                answer["total_results"].GetInt32().ShouldBe(expected.Count);
                found += expected.Count;
            }
        }

        found.ShouldBeGreaterThan(100);
    }

    private static async Task<List<Written>> Write(Random random, TestGuild guild, TestUser[] people, List<TestChannel> channels)
    {
        var written = new List<Written>();
        for (var i = 0; i < Messages; i++)
        {
            var (channel, author) = (channels[random.Next(channels.Count)], people[random.Next(people.Length)]);
            var words = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Vocabulary[random.Next(Vocabulary.Length)]).Distinct().ToArray();
            var id = await channel.Say(string.Join(' ', words), author.Name);
            written.Add(new Written(id, channel.Id, author.Id, words));
        }

        foreach (var gone in written.Where(_ => random.Next(10) == 0).ToArray())
        {
            (await guild.Owner.Delete($"/channels/{gone.Channel}/messages/{gone.Id}")).Ok();
            written.Remove(gone);
        }

        return written;
    }

    private static async Task ShuffleAccess(Random random, TestGuild guild, TestUser[] people, string[] roles, List<TestChannel> channels)
    {
        Permissions[] some = [Permissions.ViewChannel, Permissions.ReadMessageHistory, Permissions.ViewChannel | Permissions.ReadMessageHistory];
        (string Id, int Type)[] whom = [(guild.Id, 0), (roles[0], 0), (roles[1], 0), .. people[1..].Select(person => (person.Id, 1))];
        foreach (var channel in channels)
        {
            foreach (var (id, type) in whom.Where(_ => random.Next(3) == 0))
            {
                var (allow, deny) = (some[random.Next(3)], random.Next(3) == 0 ? Permissions.None : some[random.Next(3)]);
                var body = new { type, allow = Number(allow & ~deny), deny = Number(deny) };
                (await guild.Owner.Put($"/channels/{channel.Id}/permissions/{id}", body)).Ok();
            }
        }
    }

    // What is readable is asked of the history, message by message.
    private static async Task<HashSet<string>> ReadableTo(TestUser person, List<TestChannel> channels)
    {
        var readable = new HashSet<string>();
        foreach (var channel in channels)
        {
            var page = await person.Get($"/channels/{channel.Id}/messages?limit=100");
            if (page.Status != 200) continue;
            foreach (var message in page.Json.EnumerateArray()) readable.Add(message.GetProperty("id").GetString()!);
        }

        return readable;
    }

    private static (string Query, Func<Written, bool> Fits) RandomQuery(
        Random random, TestUser[] people, List<TestChannel> channels, List<Written> written)
    {
        var word = Vocabulary[random.Next(3)];
        var (author, channel, bound) = (people[random.Next(people.Length)].Id, channels[random.Next(channels.Count)].Id, written[random.Next(written.Count)].Id);
        // Every message here has a word of these, so that what the server says by itself (who joined) stays out.
        (string Query, Func<Written, bool> Fits) query = random.Next(4) == 0
            ? ("has=link", message => message.Words.Contains(Vocabulary[3]))
            : ($"content={word}", message => message.Words.Contains(word));
        if (random.Next(3) == 0) query = And(query, $"author_id={author}", message => message.Author == author);
        if (random.Next(4) == 0) query = And(query, $"channel_id={channel}", message => message.Channel == channel);
        if (random.Next(4) == 0) query = And(query, "has=-link", message => !message.Words.Contains(Vocabulary[3]));
        if (random.Next(4) == 0) query = And(query, $"max_id={bound}", message => ulong.Parse(message.Id, CultureInfo.InvariantCulture) < ulong.Parse(bound, CultureInfo.InvariantCulture));
        return query;
    }

    private static (string Query, Func<Written, bool> Fits) And((string Query, Func<Written, bool> Fits) one, string query, Func<Written, bool> fits) =>
        ($"{one.Query}&{query}", message => one.Fits(message) && fits(message));

    private static string Number(Permissions permissions) => ((ulong)permissions).ToString(CultureInfo.InvariantCulture);

    private sealed record Written(string Id, string Channel, string Author, string[] Words);
}
