using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Relationships;

public sealed class RelationshipTests
{
    private const int Friend = 1, Blocked = 2, Incoming = 3, Outgoing = 4;

    [Fact]
    public async Task A_request_by_name_is_accepted_and_both_are_friends_also_after_a_restart()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var bob = await house.User("bob");
        (await ada.Post("/users/@me/relationships", new { username = bob.Name, discriminator = (string?)null, note = "from the fair" })).Status.ShouldBe(204);
        (await ada.Gateway.Saw("RELATIONSHIP_ADD")).GetProperty("type").GetInt32().ShouldBe(Outgoing);
        var asked = await bob.Gateway.Saw("RELATIONSHIP_ADD");
        asked.GetProperty("type").GetInt32().ShouldBe(Incoming);
        asked.GetProperty("user").GetProperty("username").GetString().ShouldBe(ada.Name);
        asked.GetProperty("note").GetString().ShouldBe("from the fair");
        asked.GetProperty("should_notify").GetBoolean().ShouldBeTrue();
        asked.GetProperty("stranger_request").GetBoolean().ShouldBeTrue();
        (await bob.Put($"/users/@me/relationships/{ada.Id}", new { })).Status.ShouldBe(204);
        foreach (var (one, other) in new[] { (ada, bob), (bob, ada) })
        {
            await one.Gateway.Saw("RELATIONSHIP_ADD", row => row.GetProperty("type").GetInt32() == Friend && row.GetProperty("id").GetString() == other.Id);
            (await TypeOf(one, other)).ShouldBe(Friend);
        }

        (await ada.Put($"/users/@me/relationships/{bob.Id}", new { })).Code.ShouldBe(80007);
        await house.Restart();
        await ada.Connect();
        var known = (await ada.Gateway.Saw("READY")).GetProperty("relationships")[0];
        known.GetProperty("id").GetString().ShouldBe(bob.Id);
        known.GetProperty("type").GetInt32().ShouldBe(Friend);
    }

    [Fact]
    public async Task Two_who_ask_each_other_are_friends_and_removing_ends_it_for_both()
    {
        await using var house = await TestHouse.Start();
        var (ada, bob) = await Friends(house);
        (await bob.Delete($"/users/@me/relationships/{ada.Id}")).Status.ShouldBe(204);
        await ada.Gateway.Saw("RELATIONSHIP_REMOVE", row => row.GetProperty("id").GetString() == bob.Id);
        await bob.Gateway.Saw("RELATIONSHIP_REMOVE", row => row.GetProperty("id").GetString() == ada.Id);
        (await TypeOf(ada, bob)).ShouldBeNull();
        (await TypeOf(bob, ada)).ShouldBeNull();
        (await bob.Delete($"/users/@me/relationships/{ada.Id}")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Who_is_blocked_may_neither_write_nor_ask_and_learns_only_that_a_friend_is_gone()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var ada = guild.Owner;
        await Befriend(ada, bob);
        var dm = (await bob.Post("/users/@me/channels", new { recipient_id = ada.Id })).Ok().Id;
        (await bob.Post($"/channels/{dm}/messages", new { content = "hi" })).Ok();
        (await ada.Put($"/users/@me/relationships/{bob.Id}", new { type = Blocked })).Status.ShouldBe(204);
        await bob.Gateway.Saw("RELATIONSHIP_REMOVE");
        (await TypeOf(ada, bob)).ShouldBe(Blocked);
        (await TypeOf(bob, ada)).ShouldBeNull();
        foreach (var (writer, code) in new[] { (bob, 50007), (ada, 50007) })
        {
            var refused = await writer.Post($"/channels/{dm}/messages", new { content = "hello?" });
            (refused.Status, refused.Code).ShouldBe((403, code));
        }

        (await bob.Post("/users/@me/relationships", new { username = ada.Name, discriminator = (string?)null })).Code.ShouldBe(80001);
        await general.Say($"<@{ada.Id}> look", by: "bob");
        await Befriend(await guild.Join("eve"), ada); // behind it in ada's mailbox
        await ada.Connect();
        var states = (await ada.Gateway.Saw("READY")).GetProperty("read_state").GetProperty("entries").EnumerateArray();
        states.ShouldNotContain(state => state.GetProperty("id").GetString() == general.Id && state.GetProperty("mention_count").GetInt32() > 0);
        (await ada.Delete($"/users/@me/relationships/{bob.Id}")).Status.ShouldBe(204);
        (await bob.Post($"/channels/{dm}/messages", new { content = "thanks" })).Ok();
    }

    [Fact]
    public async Task Wrong_requests_are_refused()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var bot = await house.CreateBot(ada, "marvin");
        (await ada.Post("/users/@me/relationships", new { username = "nobody_here", discriminator = (string?)null })).Code.ShouldBe(80004);
        (await ada.Post("/users/@me/relationships", new { })).Code.ShouldBe(50035);
        (await ada.Post("/users/@me/relationships", new { username = ada.Name, discriminator = (string?)null })).Code.ShouldBe(80003);
        (await ada.Put("/users/@me/relationships/123456", new { })).Code.ShouldBe(10013);
        (await ada.Put($"/users/@me/relationships/{bot.Id}", new { })).Code.ShouldBe(80002);
        (await ada.Put($"/users/@me/relationships/{bot.Id}", new { type = 7 })).Code.ShouldBe(50035);
        (await ada.Patch($"/users/@me/relationships/{bot.Id}", new { nickname = "Paranoid" })).Code.ShouldBe(80006);
        (await bot.Get("/users/@me/relationships")).Code.ShouldBe(20001);
    }

    [Fact]
    public async Task A_nickname_and_ignoring_are_the_users_own_affair()
    {
        await using var house = await TestHouse.Start();
        var (ada, bob) = await Friends(house);
        (await ada.Patch($"/users/@me/relationships/{bob.Id}", new { nickname = "Bobby" })).Status.ShouldBe(204);
        (await ada.Gateway.Saw("RELATIONSHIP_UPDATE")).GetProperty("nickname").GetString().ShouldBe("Bobby");
        (await ada.Put($"/users/@me/relationships/{bob.Id}/ignore")).Status.ShouldBe(204);
        await ada.Gateway.Saw("RELATIONSHIP_UPDATE", row => row.GetProperty("user_ignored").GetBoolean());
        (await ada.Delete($"/users/@me/relationships/{bob.Id}/ignore")).Status.ShouldBe(204);
        await ada.Gateway.Saw("RELATIONSHIP_UPDATE", row => !row.GetProperty("user_ignored").GetBoolean());
        bob.Gateway.Seen.ShouldNotContain(payload => payload.Name == "RELATIONSHIP_UPDATE");
        (await ada.Get("/users/@me/relationships")).Ok().Json[0].GetProperty("nickname").GetString().ShouldBe("Bobby");
    }

    [Fact]
    public async Task Requests_are_declined_all_at_once()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        foreach (var name in new[] { "bob", "eve" })
            (await (await house.User(name)).Post("/users/@me/relationships", new { username = ada.Name, discriminator = (string?)null })).Ok();
        await Befriend(await house.User("kim"), ada);
        (await ada.Delete("/users/@me/relationships?relationship_type=3")).Status.ShouldBe(204);
        var left = (await ada.Get("/users/@me/relationships")).Ok().Json.EnumerateArray().ToArray();
        left.Select(row => row.GetProperty("type").GetInt32()).ShouldBe([Friend]);
    }

    [Fact]
    public async Task Friends_see_each_other_come_and_go_without_a_guild_between_them()
    {
        await using var house = await TestHouse.Start();
        var (ada, bob) = await Friends(house);
        var eve = await house.User("eve");
        await bob.Gateway.Send(3, new { since = (long?)null, activities = Array.Empty<object>(), status = "dnd", afk = false });
        var seen = await ada.Gateway.Saw("PRESENCE_UPDATE", shown => shown.GetProperty("status").GetString() == "dnd");
        seen.GetProperty("user").GetProperty("id").GetString().ShouldBe(bob.Id);
        seen.TryGetProperty("guild_id", out _).ShouldBeFalse();
        await eve.Gateway.SawNo("PRESENCE_UPDATE");
        await ada.Connect();
        await ada.Gateway.Saw("PRESENCE_UPDATE", shown => shown.GetProperty("status").GetString() == "dnd");
    }

    [Fact]
    public async Task Notes_are_kept_for_oneself()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var bob = await house.User("bob");
        (await ada.Get($"/users/@me/notes/{bob.Id}")).Code.ShouldBe(10013);
        (await ada.Put($"/users/@me/notes/{bob.Id}", new { note = "owes me tea" })).Status.ShouldBe(204);
        (await ada.Gateway.Saw("USER_NOTE_UPDATE")).GetProperty("note").GetString().ShouldBe("owes me tea");
        (await ada.Get($"/users/@me/notes/{bob.Id}")).Ok()["note"].GetString().ShouldBe("owes me tea");
        (await ada.Put($"/users/@me/notes/{bob.Id}", new { note = new string('x', 257) })).Code.ShouldBe(50015);
        (await ada.Put("/users/@me/notes/123", new { note = "who?" })).Code.ShouldBe(10013);
        await house.Restart();
        (await ada.Get("/users/@me/notes")).Ok()[bob.Id].GetString().ShouldBe("owes me tea");
        (await bob.Get("/users/@me/notes")).Ok().Json.EnumerateObject().ShouldBeEmpty();
        await ada.Connect();
        (await ada.Gateway.Saw("READY")).GetProperty("notes").GetProperty(bob.Id).GetString().ShouldBe("owes me tea");
        (await ada.Put($"/users/@me/notes/{bob.Id}", new { note = (string?)null })).Status.ShouldBe(204);
        (await ada.Get($"/users/@me/notes/{bob.Id}")).Code.ShouldBe(10013);
    }

    internal static async Task<(TestUser Ada, TestUser Bob)> Friends(TestHouse house)
    {
        var (ada, bob) = (await house.User("ada"), await house.User("bob"));
        await Befriend(ada, bob);
        return (ada, bob);
    }

    internal static async Task Befriend(TestUser one, TestUser other)
    {
        (await one.Put($"/users/@me/relationships/{other.Id}", new { })).Ok();
        (await other.Put($"/users/@me/relationships/{one.Id}", new { })).Ok();
        await one.Gateway.Saw("RELATIONSHIP_ADD", row => row.GetProperty("type").GetInt32() == Friend && row.GetProperty("id").GetString() == other.Id);
        await other.Gateway.Saw("RELATIONSHIP_ADD", row => row.GetProperty("type").GetInt32() == Friend && row.GetProperty("id").GetString() == one.Id);
    }

    private static async Task<int?> TypeOf(TestUser one, TestUser other)
    {
        foreach (var row in (await one.Get("/users/@me/relationships")).Ok().Json.EnumerateArray())
        {
            if (row.GetProperty("id").GetString() == other.Id) return row.GetProperty("type").GetInt32();
        }

        return null;
    }
}
