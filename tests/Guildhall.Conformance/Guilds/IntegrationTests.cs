using Guildhall.Testing;

namespace Guildhall.Conformance.Guilds;

public sealed class IntegrationTests
{
    [Fact]
    public async Task A_bot_comes_with_a_role_of_its_own_that_nobody_gives_takes_or_deletes()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var bot = await Invite(house, guild, "helper");
        await bob.Gateway.Saw("INTEGRATION_CREATE", integration => integration.GetProperty("name").GetString() == "helper");
        var role = (await guild.Owner.Get($"/guilds/{guild.Id}/members/{bot.Id}")).Ok()["roles"][0].GetString();
        (await guild.Owner.Get($"/guilds/{guild.Id}/roles/{role}")).Ok()["tags"].GetProperty("bot_id").GetString().ShouldBe(bot.Id);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{role}")).Code.ShouldBe(50028);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{bot.Id}/roles/{role}")).Code.ShouldBe(50028);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/roles/{role}")).Code.ShouldBe(50028);
        var listed = (await guild.Owner.Get($"/guilds/{guild.Id}/integrations")).Ok().Json.EnumerateArray().Single();
        listed.GetProperty("application").GetProperty("bot").GetProperty("id").GetString().ShouldBe(bot.Id);
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { owner_id = bot.Id })).Code.ShouldBe(50132);
    }

    [Fact]
    public async Task A_bot_that_goes_takes_its_role_along()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var bot = await Invite(house, guild, "helper");
        var role = (await guild.Owner.Get($"/guilds/{guild.Id}/members/{bot.Id}")).Ok()["roles"][0].GetString();
        (await bob.Delete($"/guilds/{guild.Id}/integrations/{bot.Id}")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/integrations/{bob.Id}")).Code.ShouldBe(10005);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/integrations/{bot.Id}")).Status.ShouldBe(204);
        await bob.Gateway.Saw("GUILD_MEMBER_REMOVE", gone => gone.GetProperty("user").GetProperty("id").GetString() == bot.Id);
        await bob.Gateway.Saw("GUILD_ROLE_DELETE", gone => gone.GetProperty("role_id").GetString() == role);
        await bob.Gateway.Saw("INTEGRATION_DELETE", gone => gone.GetProperty("application_id").GetString() == bot.Id);
        (await guild.Owner.Get($"/guilds/{guild.Id}/integrations")).Ok().Json.GetArrayLength().ShouldBe(0);
        (await bot.Get($"/guilds/{guild.Id}")).Code.ShouldBe(50001);
    }

    [Fact]
    public async Task Bots_do_not_follow_invites()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bot = await house.CreateBot(guild.Owner, "helper");
        var code = (await guild.Owner.Post($"/channels/{general.Id}/invites", new { })).Ok()["code"].GetString();
        (await bot.Post($"/invites/{code}", new { })).Code.ShouldBe(20001);
        (await bot.Get($"/invites/{code}")).Ok();
    }

    private static async Task<TestUser> Invite(TestHouse house, TestGuild guild, string name)
    {
        var bot = await house.CreateBot(guild.Owner, name);
        var answer = await guild.Owner.Post(
            $"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "2048", authorize = true });
        answer.Ok();
        return bot;
    }
}
