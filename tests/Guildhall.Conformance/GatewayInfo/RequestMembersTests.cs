using Guildhall.Testing;

namespace Guildhall.Conformance.GatewayInfo;

public sealed class RequestMembersTests
{
    [Fact]
    public async Task Everybody_comes_with_the_nonce_of_the_request()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        await bob.Gateway.Send(8, new { guild_id = guild.Id, query = "", limit = 0, presences = true, nonce = "n1" });
        var chunk = await bob.Gateway.Saw("GUILD_MEMBERS_CHUNK", seen => seen.GetProperty("nonce").GetString() == "n1");
        chunk.GetProperty("members").GetArrayLength().ShouldBe(2);
        (chunk.GetProperty("chunk_index").GetInt32(), chunk.GetProperty("chunk_count").GetInt32()).ShouldBe((0, 1));
        chunk.GetProperty("presences").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Members_are_found_by_the_beginning_of_their_name()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { nick = "Zebra" })).Ok();
        await bob.Gateway.Send(8, new { guild_id = guild.Id, query = "zeb", limit = 5 });
        var chunk = await bob.Gateway.Saw("GUILD_MEMBERS_CHUNK");
        chunk.GetProperty("members").EnumerateArray().ShouldHaveSingleItem().GetProperty("user").GetProperty("id").GetString().ShouldBe(bob.Id);
    }

    [Fact]
    public async Task Members_asked_for_by_id_come_with_those_not_found()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        await guild.Owner.Gateway.Send(8, new { guild_id = guild.Id, user_ids = new[] { guild.Owner.Id, "42" } });
        var chunk = await guild.Owner.Gateway.Saw("GUILD_MEMBERS_CHUNK");
        chunk.GetProperty("members").GetArrayLength().ShouldBe(1);
        chunk.GetProperty("not_found")[0].GetString().ShouldBe("42");
    }

    [Fact]
    public async Task A_bot_without_the_intent_gets_nobody()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bot = await house.CreateBot(guild.Owner, "Engine");
        await bot.Connect((int)Intents.Guilds);
        (await Applications.AddBotTests.Add(guild.Owner, bot, guild, Permissions.None)).Ok();
        await bot.Gateway.Saw("GUILD_CREATE");
        await bot.Gateway.Send(8, new { guild_id = guild.Id, query = "", limit = 0 });
        (await bot.Gateway.Saw("GUILD_MEMBERS_CHUNK")).GetProperty("members").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_stranger_to_the_guild_hears_nothing()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var eve = await house.User("eve");
        await eve.Gateway.Send(8, new { guild_id = guild.Id, query = "", limit = 0 });
        await eve.Gateway.SawNo("GUILD_MEMBERS_CHUNK");
    }
}
