using Guildhall.Testing;

namespace Guildhall.Conformance.Guilds;

public sealed class WelcomeTests
{
    [Fact]
    public async Task The_welcome_screen_is_for_managers_until_it_is_on()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var path = $"/guilds/{guild.Id}/welcome-screen";
        (await guild.Owner.Get(path)).Code.ShouldBe(10069);
        object[] channels = [new { channel_id = general.Id, description = "Say hello", emoji_name = "👋" }];
        (await guild.Owner.Patch(path, new { description = "Come in", welcome_channels = channels })).Ok();
        (await guild.Owner.Get(path)).Ok()["welcome_channels"][0].GetProperty("emoji_name").GetString().ShouldBe("👋");
        (await bob.Get(path)).Code.ShouldBe(10069);
        (await bob.Patch(path, new { enabled = true })).Code.ShouldBe(50013);
        (await guild.Owner.Patch(path, new { enabled = true })).Ok();
        await bob.Gateway.Saw("GUILD_UPDATE", seen => seen.GetProperty("features").EnumerateArray().Any(one => one.GetString() == "WELCOME_SCREEN_ENABLED"));
        (await bob.Get(path)).Ok()["description"].GetString().ShouldBe("Come in");
        (await (await house.User("eve")).Get(path)).Code.ShouldBe(50001);
    }

    [Fact]
    public async Task What_does_not_fit_the_welcome_screen_is_refused()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var path = $"/guilds/{guild.Id}/welcome-screen";
        object Channel(string id, string description) => new { channel_id = id, description };
        (await guild.Owner.Patch(path, new { welcome_channels = new[] { Channel("77", "Nowhere") } })).Code.ShouldBe(10003);
        (await guild.Owner.Patch(path, new { welcome_channels = new[] { Channel(general.Id, new string('x', 51)) } })).Code.ShouldBe(50035);
        (await guild.Owner.Patch(path, new { welcome_channels = Enumerable.Repeat(Channel(general.Id, "Again"), 6) })).Code.ShouldBe(50035);
        (await guild.Owner.Patch(path, new { description = new string('x', 141) })).Code.ShouldBe(50035);
        (await guild.Owner.Patch("/guilds/1/welcome-screen", new { description = "x" })).Code.ShouldBe(10004);
    }

    [Fact]
    public async Task The_guide_for_new_members_is_nothing_until_made_and_knows_what_was_done()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var path = $"/guilds/{guild.Id}/new-member-welcome";
        (await bob.Get(path)).Status.ShouldBe(204);
        var body = new
        {
            enabled = true,
            welcome_message = new { author_ids = new[] { guild.Owner.Id }, message = "Hello [username]" },
            new_member_actions = new[] { new { channel_id = general.Id, action_type = 1, title = "Say hello" } },
            resource_channels = new[] { new { channel_id = general.Id, title = "History", emoji = new { name = "📜" } } },
        };
        (await bob.Put(path, body)).Code.ShouldBe(50013);
        (await guild.Owner.Put(path, new { welcome_message = new { author_ids = new[] { "77" }, message = "x" } })).Code.ShouldBe(10007);
        (await guild.Owner.Put(path, body)).Ok();
        (await bob.Get(path)).Ok()["welcome_message"].GetProperty("message").GetString().ShouldBe("Hello [username]");
        var actions = $"/guilds/{guild.Id}/new-member-actions";
        (await bob.Get(actions)).Ok()["channel_actions"].GetProperty(general.Id).GetProperty("completed").GetBoolean().ShouldBeFalse();
        (await bob.Post($"/guilds/{guild.Id}/new-member-action/77")).Code.ShouldBe(10003);
        (await bob.Post($"/guilds/{guild.Id}/new-member-action/{general.Id}")).Ok()["channel_actions"].GetProperty(general.Id).GetProperty("completed").GetBoolean().ShouldBeTrue();
        await bob.Gateway.Saw("GUILD_MEMBER_UPDATE", member => (member.GetProperty("flags").GetInt32() & 64) != 0);
        (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?action_type=190")).Ok()["audit_log_entries"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task The_widget_shows_who_is_online_without_telling_who_that_is()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada", "Open house");
        var bob = await guild.Join("bob");
        var settings = $"/guilds/{guild.Id}/widget";
        (await house.Nobody.Get($"{settings}.json")).Code.ShouldBe(50004);
        (await house.Nobody.Get($"{settings}.png")).Code.ShouldBe(50004);
        (await bob.Get(settings)).Code.ShouldBe(50013);
        (await bob.Patch(settings, new { enabled = true })).Code.ShouldBe(50013);
        (await guild.Owner.Patch(settings, new { channel_id = "77" })).Code.ShouldBe(50035);
        (await guild.Owner.Get("/guilds/1/widget")).Code.ShouldBe(10004);
        (await guild.Owner.Patch(settings, new { enabled = true, channel_id = general.Id })).Ok()["channel_id"].GetString().ShouldBe(general.Id);
        await bob.Gateway.Saw("GUILD_UPDATE", seen => seen.GetProperty("widget_enabled").GetBoolean());
        (await guild.Owner.Get(settings)).Ok()["enabled"].GetBoolean().ShouldBeTrue();
        var shown = (await house.Nobody.Get($"{settings}.json")).Ok();
        shown["presence_count"].GetInt32().ShouldBe(2);
        shown["members"].EnumerateArray().Select(member => member.GetProperty("id").GetString()).ShouldBe(["0", "1"]);
        shown.Text.ShouldNotContain(bob.Id);
        var invite = shown["instant_invite"].GetString()!.Split('/')[^1];
        await guild.Owner.Gateway.Saw("INVITE_CREATE", made => made.GetProperty("code").GetString() == invite);
        (await house.Nobody.Get($"{settings}.json")).Ok()["instant_invite"].GetString().ShouldEndWith(invite);
        (await (await house.User("eve")).Post($"/invites/{invite}", new { })).Ok();
    }

    [Fact]
    public async Task The_badge_is_a_picture_in_each_of_its_styles()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada", "Ünïcode 🎉 house");
        (await guild.Owner.Patch($"/guilds/{guild.Id}/widget", new { enabled = true })).Ok();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        foreach (var style in new[] { "shield", "banner1", "banner2", "banner3", "banner4" })
        {
            using var answer = await http.GetAsync(new Uri($"/api/v10/guilds/{guild.Id}/widget.png?style={style}", UriKind.Relative));
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            bytes.AsSpan(1, 3).SequenceEqual("PNG"u8).ShouldBeTrue(style);
            bytes.Length.ShouldBeGreaterThan(300);
        }

        (await house.Nobody.Get($"/guilds/{guild.Id}/widget.png?style=round")).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task A_guilds_own_address_leads_in_and_is_its_own_alone()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada", "First");
        var (other, _) = await house.CreateGuild("cleo", "Second");
        var bob = await guild.Join("bob");
        var path = $"/guilds/{guild.Id}/vanity-url";
        (await bob.Get(path)).Code.ShouldBe(50013);
        (await bob.Patch(path, new { code = "mine" })).Code.ShouldBe(50013);
        (await guild.Owner.Get(path)).Ok()["code"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await guild.Owner.Patch(path, new { code = "The-Attic" })).Ok();
        await bob.Gateway.Saw("GUILD_UPDATE", seen => seen.GetProperty("vanity_url_code").GetString() == "The-Attic");
        (await other.Owner.Patch($"/guilds/{other.Id}/vanity-url", new { code = "the-attic" })).Code.ShouldBe(50020);
        (await other.Owner.Patch($"/guilds/{other.Id}/vanity-url", new { code = "no spaces" })).Code.ShouldBe(50020);
        (await other.Owner.Patch($"/guilds/{other.Id}/vanity-url", new { code = new string('x', 26) })).Code.ShouldBe(50035);
        var code = (await guild.Owner.Post($"/channels/{general.Id}/invites", new { unique = true })).Ok()["code"].GetString();
        (await other.Owner.Patch($"/guilds/{other.Id}/vanity-url", new { code })).Code.ShouldBe(50020);
        (await house.Nobody.Get("/invites/the-attic")).Ok()["guild"].GetProperty("id").GetString().ShouldBe(guild.Id);
        (await (await house.User("eve")).Post("/invites/the-attic", new { })).Ok();
        (await guild.Owner.Get(path)).Ok()["uses"].GetInt32().ShouldBe(1);
        (await guild.Owner.Patch(path, new { code = (string?)null })).Ok();
        (await house.Nobody.Get("/invites/the-attic")).Code.ShouldBe(10006);
        (await other.Owner.Patch($"/guilds/{other.Id}/vanity-url", new { code = "the-attic" })).Ok();
    }
}
