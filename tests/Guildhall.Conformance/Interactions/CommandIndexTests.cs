using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Interactions;

/// <summary>The lists of commands that people see, and the event that says a list is old.</summary>
public sealed class CommandIndexTests
{
    private const string Index = "application-command-index";

    [Fact]
    public async Task A_member_sees_the_commands_of_the_guilds_applications_in_its_language()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, bot) = await WithBot(house);
        var bob = await guild.Join("bob");
        var other = await house.CreateBot(guild.Owner, "Absent");
        await other.Post($"/applications/{other.Id}/commands", new { name = "absent", description = "x" });
        await bot.Post($"/applications/{bot.Id}/commands", new { name = "weave", description = "Weaves", name_localizations = new { de = "weben" } });
        await bot.Post($"/applications/{bot.Id}/commands", new { name = "private", description = "x", contexts = new[] { 1 } });
        await bot.Post($"/applications/{bot.Id}/guilds/{guild.Id}/commands", new { name = "here", description = "Of this guild" });
        (await bob.Patch("/users/@me/settings", new { locale = "de" })).Ok();
        foreach (var path in (string[])[$"/guilds/{guild.Id}/{Index}", $"/channels/{general.Id}/{Index}"])
        {
            var index = (await bob.Get(path)).Ok();
            Names(index).ShouldBe(["weave", "here"], path);
            index["application_commands"][0].GetProperty("name_localized").GetString().ShouldBe("weben");
            index["applications"].EnumerateArray().Single().GetProperty("bot").GetProperty("id").GetString().ShouldBe(bot.Id);
            index["version"].GetString().ShouldBe(index["application_commands"][1].GetProperty("version").GetString());
        }

        (await bot.Get($"/guilds/{guild.Id}/{Index}")).Code.ShouldBe(20001);
        (await (await house.User("eve")).Get($"/guilds/{guild.Id}/{Index}")).Code.ShouldBe(50001);
        (await (await house.User("eve")).Get($"/channels/{general.Id}/{Index}")).Code.ShouldBe(50001);
        (await bob.Get($"/channels/77/{Index}")).Code.ShouldBe(10003);
    }

    [Fact]
    public async Task Commands_that_the_rules_keep_from_a_member_are_not_shown_to_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, bot) = await WithBot(house);
        var bob = await guild.Join("bob");
        var ids = new Dictionary<string, string>();
        foreach (var name in (string[])["free", "ruled", "placed"])
            ids[name] = (await bot.Post($"/applications/{bot.Id}/commands", new { name, description = "x" })).Ok().Id;
        await bot.Post($"/applications/{bot.Id}/commands", new { name = "heavy", description = "x", default_member_permissions = "4" });
        await bot.Post($"/applications/{bot.Id}/commands", new { name = "naughty", description = "x", nsfw = true });
        await Rule(ids["ruled"], new { id = bob.Id, type = 2, permission = false });
        await Rule(ids["placed"], new { id = general.Id, type = 3, permission = false });
        Names((await bob.Get($"/guilds/{guild.Id}/{Index}")).Ok()).ShouldBe(["free", "placed", "naughty"]);
        Names((await bob.Get($"/channels/{general.Id}/{Index}")).Ok()).ShouldBe(["free"]);
        Names((await guild.Owner.Get($"/channels/{general.Id}/{Index}")).Ok()).ShouldBe(["free", "ruled", "placed", "heavy"]);
        (await guild.Owner.Patch($"/channels/{general.Id}", new { nsfw = true })).Ok();
        Names((await bob.Get($"/channels/{general.Id}/{Index}")).Ok()).ShouldBe(["free", "naughty"]);
        await Rule(bot.Id, new { id = guild.Id, type = 1, permission = false });
        Names((await bob.Get($"/channels/{general.Id}/{Index}")).Ok()).ShouldBeEmpty();

        async Task Rule(string command, object rule) =>
            (await guild.Owner.Put($"/applications/{bot.Id}/guilds/{guild.Id}/commands/{command}/permissions", new { permissions = new[] { rule } })).Ok();
    }

    [Fact]
    public async Task Who_has_the_list_on_screen_hears_that_it_is_old_and_bots_do_not()
    {
        await using var house = await TestHouse.Start();
        var (guild, _, bot) = await WithBot(house);
        await bot.Connect();
        var bob = await guild.Join("bob");
        var eve = await house.User("eve");
        await bob.Gateway.Settle();
        var made = (await bot.Post($"/applications/{bot.Id}/commands", new { name = "weave", description = "Weaves" })).Ok();
        await Told();
        (await bot.Post($"/applications/{bot.Id}/guilds/{guild.Id}/commands", new { name = "here", description = "x" })).Ok();
        await Told();
        var rules = new { permissions = new[] { new { id = guild.Id, type = 1, permission = false } } };
        (await guild.Owner.Put($"/applications/{bot.Id}/guilds/{guild.Id}/commands/{made.Id}/permissions", rules)).Ok();
        await Told();
        await bot.Gateway.SawNo("GUILD_APPLICATION_COMMAND_INDEX_UPDATE");
        (await guild.Owner.Delete($"/guilds/{guild.Id}/integrations/{bot.Id}")).Ok();
        await Told();
        Names((await bob.Get($"/guilds/{guild.Id}/{Index}")).Ok()).ShouldBeEmpty();
        await eve.Gateway.SawNo("GUILD_APPLICATION_COMMAND_INDEX_UPDATE");

        async Task Told() => await bob.Gateway.Saw("GUILD_APPLICATION_COMMAND_INDEX_UPDATE", told => told.GetProperty("guild_id").GetString() == guild.Id);
    }

    [Fact]
    public async Task A_direct_message_with_a_bot_has_its_commands_and_a_person_those_that_it_has_taken()
    {
        await using var house = await TestHouse.Start();
        var (guild, _, bot) = await WithBot(house);
        var bob = await guild.Join("bob");
        await bot.Post($"/applications/{bot.Id}/commands", new { name = "anywhere", description = "x" });
        await bot.Post($"/applications/{bot.Id}/commands", new { name = "guilds", description = "x", dm_permission = false });
        await bot.Post($"/applications/{bot.Id}/guilds/{guild.Id}/commands", new { name = "here", description = "x" });
        var dm = (await bot.Post("/users/@me/channels", new { recipient_id = bob.Id })).Ok().Id;
        Names((await bob.Get($"/channels/{dm}/{Index}")).Ok()).ShouldBe(["anywhere"]);
        Names((await bob.Get($"/users/@me/{Index}")).Ok()).ShouldBeEmpty();
        Names((await bob.Get($"/applications/{bot.Id}/{Index}")).Ok()).ShouldBe(["anywhere", "guilds"]);
        (await bob.Get($"/applications/77/{Index}")).Code.ShouldBe(10002);
        (await guild.Owner.Patch($"/applications/{bot.Id}", new { bot_public = false })).Ok();
        (await bob.Get($"/applications/{bot.Id}/{Index}")).Code.ShouldBe(10002);
        Names((await guild.Owner.Get($"/applications/{bot.Id}/{Index}")).Ok()).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Commands_are_searched_page_by_page()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, bot) = await WithBot(house);
        var bob = await guild.Join("bob");
        var made = (await bot.Put($"/applications/{bot.Id}/commands", new object[]
        {
            new { name = "weave", description = "x" }, new { name = "unweave", description = "x" }, new { name = "spin", description = "x" }, new { name = "Weave it", type = 3 },
        })).Ok();
        var path = $"/channels/{general.Id}/application-commands/search";
        var first = (await bob.Get($"{path}?type=1&limit=2&include_applications=true")).Ok();
        Names(first).ShouldBe(["weave", "unweave"]);
        first["applications"].GetArrayLength().ShouldBe(1);
        var next = first["cursor"].GetProperty("next").GetString();
        var second = (await bob.Get($"{path}?type=1&limit=2&cursor={next}")).Ok();
        Names(second).ShouldBe(["spin"]);
        second["cursor"].GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        second["cursor"].GetProperty("previous").GetString().ShouldBe("0");
        Names((await bob.Get($"{path}?type=1&query=WEAV")).Ok()).ShouldBe(["weave", "unweave"]);
        Names((await bob.Get($"{path}?type=3")).Ok()).ShouldBe(["Weave it"]);
        Names((await bob.Get($"{path}?type=1&application_id=5")).Ok()).ShouldBeEmpty();
        Names((await bob.Get($"{path}?type=1&command_ids={made.Json[2].GetProperty("id").GetString()},7")).Ok()).ShouldBe(["spin"]);
        (await bob.Get(path)).Code.ShouldBe(50035);
        (await bob.Get($"{path}?type=1&limit=0")).Code.ShouldBe(50035);
        (await bob.Get($"{path}?type=1&command_ids=a")).Code.ShouldBe(50035);
        (await (await house.User("eve")).Get($"{path}?type=1")).Code.ShouldBe(50001);
    }

    private static async Task<(TestGuild Guild, TestChannel General, TestUser Bot)> WithBot(TestHouse house)
    {
        var (guild, general) = await house.CreateGuild("ada");
        var bot = await house.CreateBot(guild.Owner, "Engine");
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "0", authorize = true })).Ok();
        return (guild, general, bot);
    }

    private static IEnumerable<string?> Names(Answer index) => index["application_commands"].EnumerateArray().Select(command => command.GetProperty("name").GetString());
}
