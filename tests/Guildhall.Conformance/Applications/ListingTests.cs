using Guildhall.Testing;
using static Guildhall.Conformance.Accounts.RegisterTests;

namespace Guildhall.Conformance.Applications;

public sealed class ListingTests
{
    private static readonly object Whole = new
    {
        description = "Counts the tides.\nAnd the boats.", tags = new[] { "weather" }, install_params = new { scopes = new[] { "bot" }, permissions = "0" },
    };

    [Fact]
    public async Task What_is_whole_can_be_listed_and_is_found_by_name_description_and_tag()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await house.User("bob");
        var name = Unique("Tide");
        var bot = await house.CreateBot(guild.Owner, name);
        var path = $"/applications/{bot.Id}";
        (await guild.Owner.Get(path)).Ok()["discoverability_state"].GetInt32().ShouldBe(1);
        (await guild.Owner.Patch(path, new { discoverability_state = 3 })).Code.ShouldBe(50035);
        (await guild.Owner.Patch(path, Whole)).Ok()["discoverability_state"].GetInt32().ShouldBe(2);
        (await Search(bob, name)).ShouldBeEmpty();
        (await bob.Get($"/application-directory-static/applications/{bot.Id}")).Code.ShouldBe(10002);

        var listed = (await guild.Owner.Patch(path, new { discoverability_state = 3 })).Ok();
        listed["discoverability_state"].GetInt32().ShouldBe(3);
        listed["is_discoverable"].GetBoolean().ShouldBeTrue();
        listed["verification_state"].GetInt32().ShouldBe(2);
        listed["discovery_eligibility_flags"].GetInt32().ShouldBe(2 | 4 | 32);
        (await Search(bob, name.ToUpperInvariant())).ShouldBe([bot.Id]);
        (await Search(bob, name + " weather boats")).ShouldBe([bot.Id]);
        (await Search(bob, name + " nonsense")).ShouldBeEmpty();
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "0", authorize = true })).Ok();
        var entry = (await bob.Get($"/application-directory-static/applications/{bot.Id}")).Ok()["directory_entry"];
        entry.GetProperty("guild_count").GetInt32().ShouldBe(1);
        entry.GetProperty("short_description").GetString().ShouldBe("Counts the tides.");
    }

    [Fact]
    public async Task What_is_private_or_no_longer_whole_is_not_shown()
    {
        await using var house = await TestHouse.Start();
        var (ada, eve) = (await house.User("ada"), await house.User("eve"));
        var name = Unique("Tide");
        var bot = await house.CreateBot(ada, name);
        var path = $"/applications/{bot.Id}";
        (await ada.Patch(path, Whole)).Ok();
        (await ada.Patch(path, new { discoverability_state = 3 })).Ok();
        (await Search(eve, name)).ShouldBe([bot.Id]);
        (await ada.Patch(path, new { bot_public = false })).Ok()["is_discoverable"].GetBoolean().ShouldBeFalse();
        (await Search(eve, name)).ShouldBeEmpty();
        (await ada.Patch(path, new { bot_public = true, tags = Array.Empty<string>() })).Ok();
        (await Search(eve, name)).ShouldBeEmpty();
        (await ada.Patch(path, new { tags = new[] { "x" } })).Ok();
        (await Search(eve, name)).ShouldBe([bot.Id]);
        (await eve.Patch(path, new { discoverability_state = 2 })).Code.ShouldBe(20012);
        (await ada.Patch(path, new { discoverability_state = 4 })).Code.ShouldBe(50035);
        (await ada.Patch(path, new { discoverability_state = 2 })).Ok();
        (await Search(eve, name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_directory_is_for_those_who_are_signed_in_and_refuses_what_it_cannot_read()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        (await ada.Get("/application-directory-static/search?page=0")).Code.ShouldBe(50035);
        (await ada.Get($"/application-directory-static/search?query={new string('x', 101)}")).Code.ShouldBe(50035);
        (await ada.Get("/application-directory-static/applications/1")).Code.ShouldBe(10002);
        (await Calls.As(house, "nobody").Get("/application-directory-static/search")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Anybody_with_its_id_sees_the_public_side_of_an_application_and_no_more()
    {
        await using var house = await TestHouse.Start();
        var (ada, eve) = (await house.User("ada"), await house.User("eve"));
        var bot = await house.CreateBot(ada, "Engine");
        foreach (var side in new[] { "public", "rpc" })
        {
            var shown = (await eve.Get($"/applications/{bot.Id}/{side}")).Ok();
            shown.Id.ShouldBe(bot.Id);
            shown.Json.TryGetProperty("owner", out _).ShouldBeFalse();
            shown.Json.TryGetProperty("redirect_uris", out _).ShouldBeFalse();
            (await eve.Get($"/applications/1/{side}")).Code.ShouldBe(10002);
        }
    }

    private static async Task<string?[]> Search(TestUser who, string query) =>
        [.. (await who.Get($"/application-directory-static/search?query={Uri.EscapeDataString(query)}")).Ok()["results"].EnumerateArray().Select(one => one.GetProperty("data").GetProperty("id").GetString())];
}
