using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.GatewayInfo;

public sealed class SessionTests
{
    private static readonly object Properties = new { os = "linux", browser = "test", device = "test" };

    [Fact]
    public async Task Ready_shows_the_account_and_its_guilds()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var session = await guild.Owner.Connect();
        var ready = (await session.Await("READY", seen => seen.Name == "READY")).Body;
        ready.GetProperty("user").GetProperty("id").GetString().ShouldBe(guild.Owner.Id);
        ready.GetProperty("guilds")[0].GetProperty("unavailable").GetBoolean().ShouldBeTrue();
        ready.GetProperty("read_state").GetProperty("entries").ValueKind.ShouldBe(JsonValueKind.Array);
        ready.GetProperty("session_type").GetString().ShouldBe("normal");
    }

    [Fact]
    public async Task A_wrong_token_is_4004_and_a_bot_without_intents_4013()
    {
        await using var house = await TestHouse.Start();
        var bot = await house.CreateBot(await house.User("ada"), "Engine");
        (await CloseOf(house, new { token = "nonsense", intents = 1, properties = Properties })).ShouldBe(4004);
        (await CloseOf(house, new { token = bot.Token, properties = Properties })).ShouldBe(4013);
    }

    [Fact]
    public async Task A_bot_has_so_many_sessions_a_day_and_one_identify_in_five_seconds()
    {
        await using var house = await TestHouse.Start(options => options with { InsecureNoRateLimits = false });
        var bot = await house.CreateBot(await house.User("ada"), "Engine");
        await bot.Connect((int)Intents.Guilds);
        var gateway = (await bot.Get("/gateway/bot")).Ok();
        gateway["shards"].GetInt32().ShouldBe(1);
        gateway["session_start_limit"].GetProperty("remaining").GetInt32().ShouldBe(999);
        await using var hasty = await GatewayClient.Open(house.GatewayUrl);
        await hasty.Send(2, new { token = bot.Token, intents = 1, properties = Properties });
        await hasty.Await("INVALID_SESSION", seen => seen.Op == 9);
    }

    [Fact]
    public async Task What_somebody_shows_is_seen_by_the_guild_and_cleaned()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        await bob.Gateway.Send(3, new
        {
            since = (long?)null,
            afk = false,
            status = "dnd",
            activities = new object[] { new { name = "chess", type = 0, evil = "field", details = new string('x', 500) }, new { type = 0 }, "nonsense" },
        });
        var seen = await guild.Owner.Gateway.Saw(
            "PRESENCE_UPDATE", presence => presence.GetProperty("user").GetProperty("id").GetString() == bob.Id && presence.GetProperty("status").GetString() == "dnd");
        var activity = seen.GetProperty("activities").EnumerateArray().ShouldHaveSingleItem();
        activity.GetProperty("name").GetString().ShouldBe("chess");
        activity.TryGetProperty("evil", out _).ShouldBeFalse();
        activity.GetProperty("details").GetString()!.Length.ShouldBe(128);
        await bob.Gateway.Send(3, new { since = (long?)null, afk = false, status = "invisible", activities = Array.Empty<object>() });
        await guild.Owner.Gateway.Saw(
            "PRESENCE_UPDATE", presence => presence.GetProperty("user").GetProperty("id").GetString() == bob.Id && presence.GetProperty("status").GetString() == "offline");
    }

    private static async Task<int> CloseOf(TestHouse house, object identify)
    {
        await using var session = await GatewayClient.Open(house.GatewayUrl);
        await session.Send(2, identify);
        return await session.Closed();
    }
}
