using System.Globalization;
using Guildhall.Conformance.Applications;
using Guildhall.Testing;

namespace Guildhall.Conformance.GatewayInfo;

public sealed class ShardRoutingTests
{
    [Fact]
    public async Task Each_guild_is_heard_of_by_its_own_shard_and_direct_messages_by_the_first()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var bot = await house.CreateBot(ada, "Engine");
        var guilds = new List<(TestGuild Guild, TestChannel General)>();
        while (guilds.Select(one => ShardOf(one.Guild.Id, 2)).Distinct().Count() < 2 && guilds.Count < 32) guilds.Add(await house.CreateGuild("ada", $"Guild {guilds.Count}"));
        foreach (var (guild, _) in guilds) (await AddBotTests.Add(ada, bot, guild, Permissions.None)).Ok();
        var shards = new[] { await Open(house, bot, 0, 2), await Open(house, bot, 1, 2) };
        foreach (var (guild, general) in guilds)
        {
            var (own, foreign) = (shards[ShardOf(guild.Id, 2)], shards[1 - ShardOf(guild.Id, 2)]);
            await own.Saw("GUILD_CREATE", seen => seen.GetProperty("id").GetString() == guild.Id);
            await general.Say($"in {guild.Id}", by: "ada");
            await own.Saw("MESSAGE_CREATE", seen => seen.GetProperty("channel_id").GetString() == general.Id);
            await foreign.SawNo("GUILD_CREATE", seen => seen.GetProperty("id").GetString() == guild.Id);
            await foreign.SawNo("MESSAGE_CREATE", seen => seen.GetProperty("channel_id").GetString() == general.Id);
        }

        foreach (var shard in shards)
        {
            var ready = await shard.Saw("READY");
            var mine = ready.GetProperty("shard")[0].GetInt32();
            ready.GetProperty("guilds").EnumerateArray().Select(guild => ShardOf(guild.GetProperty("id").GetString()!, 2)).ShouldAllBe(owner => owner == mine);
        }

        var direct = (await ada.Post("/users/@me/channels", new { recipient_id = bot.Id })).Ok().Id;
        (await ada.Post($"/channels/{direct}/messages", new { content = "in private" })).Ok();
        await shards[0].Saw("MESSAGE_CREATE", seen => seen.GetProperty("channel_id").GetString() == direct);
        await shards[1].SawNo("MESSAGE_CREATE", seen => seen.GetProperty("channel_id").GetString() == direct);
        foreach (var shard in shards) await shard.DisposeAsync();
    }

    [Fact]
    public async Task Shards_identify_at_a_time_as_far_as_their_buckets_differ_and_the_limits_are_told_truthfully()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(options => options with { InsecureNoRateLimits = false, IdentifyConcurrency = 2, SessionStartsPerDay = 6 }, time);
        var bot = await house.CreateBot(await house.Register("ada"), "Engine");
        var before = await Limit(bot);
        (before.Total, before.Remaining, before.Concurrency).ShouldBe((6, 6, 2));

        // Shards 0 and 2 share a bucket, shard 1 has the other one.
        (await Identified(house, bot, 0, 3)).ShouldBeTrue();
        (await Identified(house, bot, 1, 3)).ShouldBeTrue();
        (await Identified(house, bot, 2, 3)).ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(5));
        (await Identified(house, bot, 2, 3)).ShouldBeTrue();
        var after = await Limit(bot);
        (after.Total, after.Remaining).ShouldBe((6, 3));
        after.ResetAfter.ShouldBeInRange(1, 86_400_000);

        for (var start = 0; start < 3; start++)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            (await Identified(house, bot, 0, 3)).ShouldBeTrue();
        }

        time.Advance(TimeSpan.FromSeconds(5));
        (await Identified(house, bot, 0, 3)).ShouldBeFalse();
        (await Limit(bot)).Remaining.ShouldBe(0);
        time.Advance(TimeSpan.FromDays(1));
        (await Limit(bot)).Remaining.ShouldBe(6);
    }

    [Fact]
    public async Task A_shard_that_there_is_not_closes_with_4010()
    {
        await using var house = await TestHouse.Start();
        var bot = await house.CreateBot(await house.Register("ada"), "Engine");
        await using var gateway = await GatewayClient.Open(house.GatewayUrl);
        await gateway.Send(2, new { token = bot.Token, intents = 1, properties = new { os = "linux" }, shard = new[] { 2, 2 } });
        (await gateway.Closed()).ShouldBe(4010);
    }

    private static int ShardOf(string guild, int count) => (int)((ulong.Parse(guild, CultureInfo.InvariantCulture) >> 22) % (ulong)count);

    private static async Task<GatewayClient> Open(TestHouse house, TestUser bot, int shard, int count)
    {
        var gateway = await GatewayClient.Open(house.GatewayUrl);
        await gateway.Identify(bot.Token, (int)(Intents.Guilds | Intents.GuildMessages | Intents.DirectMessages), (shard, count));
        return gateway;
    }

    // True when a session starts, false when it has to wait (op 9).
    private static async Task<bool> Identified(TestHouse house, TestUser bot, int shard, int count)
    {
        await using var gateway = await GatewayClient.Open(house.GatewayUrl);
        await gateway.Send(2, new { token = bot.Token, intents = 1, properties = new { os = "linux" }, shard = new[] { shard, count } });
        return (await gateway.Await("an answer", payload => payload.Name == "READY" || payload.Op == 9)).Op == 0;
    }

    private static async Task<(int Total, int Remaining, int ResetAfter, int Concurrency)> Limit(TestUser bot)
    {
        var limit = (await bot.Get("/gateway/bot")).Ok()["session_start_limit"];
        return (limit.GetProperty("total").GetInt32(), limit.GetProperty("remaining").GetInt32(), limit.GetProperty("reset_after").GetInt32(), limit.GetProperty("max_concurrency").GetInt32());
    }
}
