using Guildhall.Community;
using Guildhall.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Conformance.Messages;

/// <summary>Pages that are answered from the guild's memory: what everybody gets is what the store would give.</summary>
public sealed class HotPageTests
{
    private static readonly string[] Queries = ["?limit=50", "?limit=100", "?limit=5", "?limit=1"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_happens_a_page_from_memory_is_what_the_store_gives(int seed)
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var (ada, bob) = (guild.Owner, await guild.Join("bob"));
        var random = new Random(seed);
        var path = $"/channels/{general.Id}/messages";
        List<string> messages = [];
        for (var deed = 0; deed < 120; deed++)
        {
            var person = random.Next(2) == 0 ? ada : bob;
            var one = messages.Count == 0 ? "1" : messages[random.Next(messages.Count)];
            switch (messages.Count == 0 ? 0 : random.Next(12))
            {
                case 0:
                    await person.Patch($"{path}/{one}", new { content = $"changed {deed}" });
                    break;
                case 1:
                    await ada.Delete($"{path}/{one}");
                    messages.Remove(one);
                    break;
                case 2:
                    await person.Put($"{path}/{one}/reactions/%F0%9F%91%8D/@me");
                    break;
                case 3:
                    await person.Delete($"{path}/{one}/reactions/%F0%9F%91%8D/@me");
                    break;
                case 4:
                    messages.Add((await person.Post(path, new { content = $"answer {deed}", message_reference = new { message_id = one } })).Ok().Id);
                    break;
                case 5:
                    await person.Patch("/users/@me", new { global_name = $"Name {deed}" });
                    await ada.Gateway.Settle();
                    break;
                case 6:
                    await person.Post($"{path}/{one}/threads", new { name = $"thread {deed}" });
                    break;
                case 7:
                    await ada.Put($"/channels/{general.Id}/pins/{one}");
                    break;
                default:
                    messages.Add((await person.Post(path, new { content = $"message {deed} <@{bob.Id}>" })).Ok().Id);
                    break;
            }

            (await person.Get(path + Queries[random.Next(Queries.Length)])).Ok();
        }

        string[] questions =
            [.. Queries, .. messages.Where((_, index) => index % 5 == 0).SelectMany(id => (string[])[$"?limit=3&after={id}", $"?limit=100&after={id}", $"?limit=3&before={id}"])];
        var fromMemory = await Pages();
        await house.Restart();
        // Each of these is asked of a node that has just started.
        (await Pages()).ShouldBe(fromMemory);

        async Task<List<string>> Pages()
        {
            List<string> pages = [];
            foreach (var reader in (TestUser[])[ada, bob])
            {
                foreach (var question in questions) pages.Add((await reader.Get(path + question)).Ok().Json.GetRawText());
            }

            return pages;
        }
    }

    [Fact]
    public async Task The_page_of_a_busy_channel_costs_what_is_new_in_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var path = $"/channels/{general.Id}/messages";
        for (var i = 0; i < 20; i++) await general.Say($"message {i}", by: "ada");
        (await guild.Owner.Get(path)).Ok();
        var reads = house.Services.GetRequiredService<CommunityServices>().Reads;
        var (hits, misses, encoded) = (reads.NewestPages.Hits, reads.NewestPages.Misses, reads.NewestMessages.Misses);
        (await bob.Get(path)).Ok();
        (reads.NewestPages.Hits - hits, reads.NewestPages.Misses - misses).ShouldBe((1, 0));
        for (var i = 0; i < 10; i++)
        {
            await general.Say($"more {i}", by: "bob");
            (await guild.Owner.Get(path)).Ok().Json[0].GetProperty("content").GetString().ShouldBe($"more {i}");
        }

        (reads.NewestPages.Misses - misses, reads.NewestMessages.Misses - encoded).ShouldBe((10, 10));
    }

    [Fact]
    public async Task A_reaction_makes_its_own_message_dearer_and_no_other()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var path = $"/channels/{general.Id}/messages";
        List<string> ids = [];
        for (var i = 0; i < 20; i++) ids.Add(await general.Say($"message {i}", by: "ada"));
        (await guild.Owner.Put($"{path}/{ids[3]}/reactions/%F0%9F%91%8D/@me")).Ok();
        (await guild.Owner.Get(path)).Ok();
        var reads = house.Services.GetRequiredService<CommunityServices>().Reads;
        var encoded = reads.NewestMessages.Misses;
        (await Me(guild.Owner)).ShouldBeTrue();
        (await Me(bob)).ShouldBeFalse();
        (reads.NewestMessages.Misses - encoded).ShouldBe(2);

        async Task<bool> Me(TestUser reader) => (await reader.Get(path)).Ok().Json.EnumerateArray().Single(message => message.TryGetProperty("reactions", out _))
            .GetProperty("reactions")[0].GetProperty("me").GetBoolean();
    }
}
