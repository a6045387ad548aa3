using System.Text.Json;
using Guildhall.Conformance.Relationships;
using Guildhall.Testing;

namespace Guildhall.Conformance.Users;

public sealed class SettingsTests
{
    [Fact]
    public async Task Settings_are_kept_told_to_the_own_sessions_and_in_ready()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var bob = await house.User("bob");
        var before = (await ada.Get("/users/@me/settings")).Ok();
        before["theme"].GetString().ShouldBe("dark");
        before["status"].GetString().ShouldBe("online");
        var changed = (await ada.Patch("/users/@me/settings", new
        {
            theme = "light",
            animate_stickers = 2,
            developer_mode = true,
            guild_folders = new[] { new { id = 7, name = "work", color = 255, guild_ids = new[] { "123" } } },
        })).Ok();
        changed["theme"].GetString().ShouldBe("light");
        changed["convert_emoticons"].GetBoolean().ShouldBeTrue();
        (await ada.Gateway.Saw("USER_SETTINGS_UPDATE")).GetProperty("developer_mode").GetBoolean().ShouldBeTrue();
        await bob.Gateway.SawNo("USER_SETTINGS_UPDATE");
        await house.Restart();
        await ada.Connect();
        var ready = (await ada.Gateway.Saw("READY")).GetProperty("user_settings");
        ready.GetProperty("animate_stickers").GetInt32().ShouldBe(2);
        ready.GetProperty("guild_folders")[0].GetProperty("guild_ids")[0].GetString().ShouldBe("123");
        foreach (var wrong in new object[] { new { theme = "pink" }, new { animate_stickers = 3 }, new { gif_auto_play = "yes" }, new { timezone_offset = 9_999 } })
            (await ada.Patch("/users/@me/settings", wrong)).Code.ShouldBe(50035);
        (await ada.Patch("/users/@me/settings", "[]")).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task A_custom_status_is_seen_by_others_until_it_ends()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var end = time.GetUtcNow().AddSeconds(20);
        (await guild.Owner.Patch("/users/@me/settings", new { custom_status = new { text = "brewing", emoji_name = "\u2615", expires_at = end } })).Ok();
        var seen = await bob.Gateway.Saw("PRESENCE_UPDATE", Shows(guild.Owner, activities: 1));
        var activity = seen.GetProperty("activities")[0];
        activity.GetProperty("type").GetInt32().ShouldBe(4);
        activity.GetProperty("state").GetString().ShouldBe("brewing");
        activity.GetProperty("emoji").GetProperty("name").GetString().ShouldBe("\u2615");
        await bob.Connect();
        time.Advance(TimeSpan.FromSeconds(20));
        await bob.Gateway.Saw("PRESENCE_UPDATE", Shows(guild.Owner, activities: 0));
        (await guild.Owner.Get("/users/@me/settings")).Ok()["custom_status"].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_status_in_the_settings_is_shown_at_once()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        (await guild.Owner.Patch("/users/@me/settings", new { status = "idle" })).Ok();
        await bob.Gateway.Saw("PRESENCE_UPDATE", shown =>
            shown.GetProperty("user").GetProperty("id").GetString() == guild.Owner.Id && shown.GetProperty("status").GetString() == "idle");
    }

    [Fact]
    public async Task A_person_sees_its_own_sessions_and_nobody_elses()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var bob = await house.User("bob");
        (await ada.Gateway.Saw("READY")).GetProperty("sessions").GetArrayLength().ShouldBe(1);
        await using (var second = await GatewayClient.Open(house.GatewayUrl))
        {
            await second.Identify(ada.Token);
            (await second.Saw("READY")).GetProperty("sessions").GetArrayLength().ShouldBe(2);
            var both = await ada.Gateway.Saw("SESSIONS_REPLACE", sessions => sessions.GetArrayLength() == 2);
            both.EnumerateArray().ShouldNotContain(session => session.GetProperty("session_id").GetString() == second.SessionId);
            await second.Send(3, new { since = (long?)null, activities = Array.Empty<object>(), status = "dnd", afk = false });
            await ada.Gateway.Saw("SESSIONS_REPLACE", sessions => sessions.EnumerateArray().Any(session => session.GetProperty("status").GetString() == "dnd"));
        }

        bob.Gateway.Seen.ShouldNotContain(payload => payload.Name == "SESSIONS_REPLACE" && payload.Body.GetArrayLength() == 2);
    }

    [Fact]
    public async Task Who_wants_no_requests_and_no_messages_from_strangers_gets_none()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var ada = guild.Owner;
        var dm = (await bob.Post("/users/@me/channels", new { recipient_id = ada.Id })).Ok().Id;
        (await ada.Patch("/users/@me/settings", new { restricted_guilds = new[] { guild.Id } })).Ok();
        (await bob.Post($"/channels/{dm}/messages", new { content = "buy this" })).Code.ShouldBe(50007);
        (await ada.Patch("/users/@me/settings", new { restricted_guilds = Array.Empty<string>() })).Ok();
        (await bob.Post($"/channels/{dm}/messages", new { content = "hello" })).Ok();

        (await ada.Patch("/users/@me/settings", new { friend_source_flags = new { mutual_friends = true } })).Ok();
        (await bob.Put($"/users/@me/relationships/{ada.Id}", new { })).Code.ShouldBe(80000);
        var eve = await house.User("eve");
        await RelationshipTests.Befriend(ada, eve);
        await RelationshipTests.Befriend(bob, eve);
        (await bob.Put($"/users/@me/relationships/{ada.Id}", new { })).Status.ShouldBe(204);
        (await ada.Patch("/users/@me/settings", new { friend_source_flags = new { mutual_guilds = true } })).Ok();
        (await (await guild.Join("kim")).Put($"/users/@me/relationships/{ada.Id}", new { })).Status.ShouldBe(204);
        (await (await house.User("zoe")).Put($"/users/@me/relationships/{ada.Id}", new { })).Code.ShouldBe(80000);
    }

    [Fact]
    public async Task New_guilds_are_restricted_for_who_wants_it_so()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await house.User("bob");
        (await bob.Patch("/users/@me/settings", new { default_guilds_restricted = true })).Ok();
        await guild.Join("bob");
        await bob.Gateway.Saw("USER_SETTINGS_UPDATE", settings => settings.GetProperty("restricted_guilds").GetArrayLength() == 1);
        var dm = (await guild.Owner.Post("/users/@me/channels", new { recipient_id = bob.Id })).Ok().Id;
        (await guild.Owner.Post($"/channels/{dm}/messages", new { content = "hi" })).Code.ShouldBe(50007);
    }

    private static Func<JsonElement, bool> Shows(TestUser user, int activities) => presence =>
        presence.GetProperty("user").GetProperty("id").GetString() == user.Id && presence.GetProperty("activities").GetArrayLength() == activities;
}
