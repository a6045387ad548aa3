using System.Globalization;
using Guildhall.Testing;

namespace Guildhall.Conformance.Applications;

public sealed class AddBotTests
{
    [Fact]
    public async Task A_bot_comes_with_a_role_of_its_own()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bot = await house.CreateBot(guild.Owner, "Engine");
        await bot.Connect();
        (await Add(guild.Owner, bot, guild, Permissions.ManageMessages)).Ok()["url"].GetString()!.ShouldContain(guild.Id);
        await bot.Gateway.Saw("GUILD_CREATE", seen => seen.GetProperty("id").GetString() == guild.Id);
        var role = (await guild.Owner.Gateway.Saw("GUILD_ROLE_CREATE")).GetProperty("role");
        role.GetProperty("managed").GetBoolean().ShouldBeTrue();
        role.GetProperty("tags").GetProperty("bot_id").GetString().ShouldBe(bot.Id);
        role.GetProperty("permissions").GetString().ShouldBe(Number(Permissions.ManageMessages));
        var member = await guild.Owner.Gateway.Saw("GUILD_MEMBER_ADD", added => added.GetProperty("user").GetProperty("id").GetString() == bot.Id);
        member.GetProperty("roles")[0].GetString().ShouldBe(role.GetProperty("id").GetString());
        (await guild.Owner.Gateway.Saw("INTEGRATION_CREATE")).GetProperty("application").GetProperty("id").GetString().ShouldBe(bot.Id);
        await guild.Owner.Gateway.Saw("GUILD_AUDIT_LOG_ENTRY_CREATE", entry => entry.GetProperty("action_type").GetInt32() == 28);
        (await guild.Owner.Get($"/guilds/{guild.Id}/integrations")).Ok().Json[0].GetProperty("name").GetString().ShouldBe("Engine");
    }

    [Fact]
    public async Task The_guild_hears_of_an_integration_that_comes_is_renamed_and_is_removed()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var watcher = await house.CreateBot(guild.Owner, "Watcher");
        await Add(guild.Owner, watcher, guild, Permissions.None);
        var deaf = await house.CreateBot(guild.Owner, "Deaf");
        await Add(guild.Owner, deaf, guild, Permissions.None);
        await watcher.Connect((int)(Intents.Guilds | Intents.GuildIntegrations));
        await deaf.Connect((int)Intents.Guilds);
        var eve = await house.User("eve");
        var bot = await house.CreateBot(guild.Owner, "Engine");
        var path = $"/guilds/{guild.Id}/integrations/{bot.Id}";
        (await Add(guild.Owner, bot, guild, Permissions.None)).Ok();
        (await watcher.Gateway.Saw("INTEGRATION_CREATE", made => made.GetProperty("id").GetString() == bot.Id)).GetProperty("guild_id").GetString().ShouldBe(guild.Id);
        (await guild.Owner.Patch($"/applications/{bot.Id}", new { name = "Motor" })).Ok();
        (await watcher.Gateway.Saw("INTEGRATION_UPDATE")).GetProperty("application").GetProperty("name").GetString().ShouldBe("Motor");
        (await guild.Owner.Patch($"/applications/{bot.Id}", new { tags = new[] { "fun" } })).Ok();
        (await bob.Delete(path)).Code.ShouldBe(50013);
        (await eve.Delete(path)).Code.ShouldBe(50001);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/integrations/77")).Code.ShouldBe(10005);
        (await guild.Owner.Delete(path)).Status.ShouldBe(204);
        var gone = await watcher.Gateway.Saw("INTEGRATION_DELETE");
        gone.GetProperty("id").GetString().ShouldBe(bot.Id);
        gone.GetProperty("application_id").GetString().ShouldBe(bot.Id);
        await watcher.Gateway.Settle();
        watcher.Gateway.Seen.Count(payload => payload.Name == "GUILD_INTEGRATIONS_UPDATE").ShouldBe(3);
        foreach (var name in (string[])["INTEGRATION_CREATE", "INTEGRATION_UPDATE", "INTEGRATION_DELETE", "GUILD_INTEGRATIONS_UPDATE"])
        {
            await deaf.Gateway.SawNo(name);
            await eve.Gateway.SawNo(name);
        }
    }

    [Fact]
    public async Task A_bot_gets_at_most_what_its_inviter_holds()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var bot = await house.CreateBot(bob, "Engine");
        (await Add(bob, bot, guild, Permissions.Administrator)).Code.ShouldBe(50013);
        var role = await guild.CreateRole("keeper", Permissions.ManageGuild | Permissions.KickMembers);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{role}")).Ok();
        (await Add(bob, bot, guild, Permissions.Administrator | Permissions.KickMembers)).Ok();
        var created = (await guild.Owner.Gateway.Saw("GUILD_ROLE_CREATE", seen => seen.GetProperty("role").GetProperty("managed").GetBoolean())).GetProperty("role");
        created.GetProperty("permissions").GetString().ShouldBe(Number(Permissions.KickMembers));
    }

    [Fact]
    public async Task A_private_bot_is_for_its_owner_alone()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var eve = await house.User("eve");
        var bot = await house.CreateBot(eve, "Engine");
        (await eve.Patch($"/applications/{bot.Id}", new { bot_public = false })).Ok();
        (await Add(guild.Owner, bot, guild, Permissions.None)).Code.ShouldBe(20012);
        (await Add(eve, bot, guild, Permissions.None)).Code.ShouldBe(50001);
    }

    [Fact]
    public async Task A_banned_bot_stays_out_and_a_missing_guild_is_named()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bot = await house.CreateBot(guild.Owner, "Engine");
        (await guild.Owner.Put($"/guilds/{guild.Id}/bans/{bot.Id}", new { })).Ok();
        (await Add(guild.Owner, bot, guild, Permissions.None)).Code.ShouldBe(40007);
        var nowhere = await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { authorize = true });
        Accounts.RegisterTests.FieldError(nowhere, "guild_id").ShouldBe("BASE_TYPE_REQUIRED");
        (await guild.Owner.Post("/oauth2/authorize?client_id=1&scope=bot", new { guild_id = guild.Id, authorize = true })).Code.ShouldBe(10002);
        var preview = (await guild.Owner.Get($"/oauth2/authorize?client_id={bot.Id}&scope=bot")).Ok();
        preview["guilds"][0].GetProperty("id").GetString().ShouldBe(guild.Id);
    }

    [Fact]
    public async Task An_integration_that_is_deleted_leaves_with_its_role()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bot = await house.CreateBot(guild.Owner, "Engine");
        (await Add(guild.Owner, bot, guild, Permissions.ManageMessages)).Ok();
        (await guild.Owner.Delete($"/guilds/{guild.Id}/integrations/{bot.Id}")).Status.ShouldBe(204);
        await guild.Owner.Gateway.Saw("INTEGRATION_DELETE");
        (await guild.Owner.Get($"/guilds/{guild.Id}/roles")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await guild.Owner.Delete($"/guilds/{guild.Id}/integrations/{bot.Id}")).Code.ShouldBe(10005);
    }

    internal static Task<Answer> Add(TestUser by, TestUser bot, TestGuild guild, Permissions permissions) =>
        by.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = Number(permissions), authorize = true });

    private static string Number(Permissions permissions) => ((ulong)permissions).ToString(CultureInfo.InvariantCulture);
}
