using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Messages;

public sealed class HistoryTests
{
    [Fact]
    public async Task Pages_are_those_of_an_oracle_whatever_the_question()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var ids = new List<ulong>();
        for (var i = 0; i < 130; i++) ids.Add(ulong.Parse(await general.Say($"message {i}", by: "ada"), null));
        var random = new Random(20_26);
        await Compare(guild.Owner, general, ids, random, rounds: 150);
        foreach (var gone in ids.Where((_, i) => i % 7 == 3).ToArray())
        {
            (await guild.Owner.Delete($"/channels/{general.Id}/messages/{gone}")).Ok();
            ids.Remove(gone);
        }

        await Compare(guild.Owner, general, ids, random, rounds: 150);
        await house.Restart();
        await Compare(guild.Owner, general, ids, random, rounds: 50);
    }

    [Fact]
    public async Task A_page_that_was_answered_before_shows_what_happened_since()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var path = $"/channels/{general.Id}/messages";
        var first = await general.Say("first", by: "ada");
        await Newest("first");
        await Newest("first");
        await general.Say("second", by: "ada");
        await Newest("second");
        (await guild.Owner.Patch($"{path}/{first}", new { content = "changed" })).Ok();
        (await guild.Owner.Get(path)).Json[1].GetProperty("content").GetString().ShouldBe("changed");
        (await guild.Owner.Patch("/users/@me", new { global_name = "Ada L." })).Ok();
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_UPDATE");
        (await guild.Owner.Get(path)).Json[0].GetProperty("author").GetProperty("global_name").GetString().ShouldBe("Ada L.");
        (await guild.Owner.Put($"{path}/{first}/reactions/%F0%9F%91%8D/@me")).Ok();
        (await guild.Owner.Get(path)).Json[1].GetProperty("reactions")[0].GetProperty("me").GetBoolean().ShouldBeTrue();
        (await guild.Owner.Delete($"{path}/{first}")).Ok();
        (await guild.Owner.Get(path)).Json.GetArrayLength().ShouldBe(1);

        async Task Newest(string content) => (await guild.Owner.Get(path)).Ok().Json[0].GetProperty("content").GetString().ShouldBe(content);
    }

    [Fact]
    public async Task Without_the_history_permission_a_page_is_empty_and_a_message_refused()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var message = await general.Say("before", by: "ada");
        (await bob.Get($"/channels/{general.Id}/messages")).Ok().Json.GetArrayLength().ShouldBeGreaterThan(0);
        await general.Deny(bob, Permissions.ReadMessageHistory);
        (await bob.Get($"/channels/{general.Id}/messages")).Ok().Json.GetArrayLength().ShouldBe(0);
        (await bob.Get($"/channels/{general.Id}/messages?before={message}")).Ok().Json.GetArrayLength().ShouldBe(0);
        (await bob.Get($"/channels/{general.Id}/messages/{message}")).Code.ShouldBe(50013);
        await general.Deny(bob, Permissions.ViewChannel);
        (await bob.Get($"/channels/{general.Id}/messages")).Code.ShouldBe(50001);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=x")]
    [InlineData("before=x")]
    [InlineData("before=1&after=2")]
    public async Task A_question_that_makes_no_sense_is_refused(string query)
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        (await guild.Owner.Get($"/channels/{general.Id}/messages?{query}")).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task Unknown_messages_are_unknown()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var path = $"/channels/{general.Id}/messages/1";
        (await guild.Owner.Get(path)).Code.ShouldBe(10008);
        (await guild.Owner.Patch(path, new { content = "x" })).Code.ShouldBe(10008);
        (await guild.Owner.Delete(path)).Code.ShouldBe(10008);
        (await guild.Owner.Get($"/channels/{general.Id}/messages/x")).Code.ShouldBe(50035);
    }

    private static async Task Compare(TestUser reader, TestChannel channel, List<ulong> ids, Random random, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var limit = random.Next(1, 101);
            var anchor = random.Next(3) == 0 ? ids[random.Next(ids.Count)] + (ulong)random.Next(3) : ids[random.Next(ids.Count)];
            var kind = random.Next(4);
            var query = kind switch { 0 => "", 1 => $"&before={anchor}", 2 => $"&after={anchor}", _ => $"&around={anchor}" };
            var page = (await reader.Get($"/channels/{channel.Id}/messages?limit={limit}{query}")).Ok().Json;
            var shown = page.EnumerateArray().Select(message => ulong.Parse(message.GetProperty("id").GetString()!, null));
            shown.ShouldBe(Oracle(ids, kind, anchor, limit), $"limit={limit}{query}");
        }
    }

    private static IEnumerable<ulong> Oracle(List<ulong> ids, int kind, ulong anchor, int limit)
    {
        var newestFirst = ids.OrderDescending();
        var older = newestFirst.Where(id => id < anchor);
        var newer = ids.Where(id => id > anchor).Order();
        return kind switch
        {
            0 => newestFirst.Take(limit),
            1 => older.Take(limit),
            2 => newer.Take(limit).Reverse(),
            _ => newer.Take(limit - 1 - (limit / 2)).Reverse().Concat(ids.Where(id => id == anchor)).Concat(older.Take(limit / 2)),
        };
    }
}
