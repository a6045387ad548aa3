using System.Text.Json;
using Guildhall.Conformance.Relationships;
using Guildhall.Testing;

namespace Guildhall.Conformance.PrivateChannels;

public sealed class GroupTests
{
    private const string Picture =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public async Task A_group_is_shown_to_all_in_it_and_speaks_to_all()
    {
        await using var house = await TestHouse.Start();
        var (ada, bob, eve) = await Three(house);
        var group = await Begin(ada, bob, eve);
        group["type"].GetInt32().ShouldBe(3);
        group["name"].ValueKind.ShouldBe(JsonValueKind.Null);
        group["icon"].ValueKind.ShouldBe(JsonValueKind.Null);
        group["owner_id"].GetString().ShouldBe(ada.Id);
        foreach (var user in new[] { ada, bob, eve })
        {
            var seen = await user.Gateway.Saw("CHANNEL_CREATE", Is(group.Id));
            seen.GetProperty("recipients").EnumerateArray().Select(other => other.GetProperty("id").GetString())
                .ShouldBe(new[] { ada, bob, eve }.Where(other => other != user).Select(other => other.Id), ignoreOrder: true);
        }

        var sent = (await bob.Post($"/channels/{group.Id}/messages", new { content = "hi all" })).Ok().Id;
        foreach (var user in new[] { ada, bob, eve })
            (await user.Gateway.Saw("MESSAGE_CREATE", Is(sent))).GetProperty("channel_type").GetInt32().ShouldBe(3);
        await house.Restart();
        await eve.Connect();
        var shown = (await eve.Gateway.Saw("READY")).GetProperty("private_channels")[0];
        shown.GetProperty("last_message_id").GetString().ShouldBe(sent);
    }

    [Fact]
    public async Task Everybody_names_it_and_only_the_owner_gives_it_away()
    {
        await using var house = await TestHouse.Start();
        var (ada, bob, eve) = await Three(house);
        var path = $"/channels/{(await Begin(ada, bob, eve)).Id}";
        (await bob.Patch(path, new { name = "tea at five" })).Ok()["name"].GetString().ShouldBe("tea at five");
        (await eve.Gateway.Saw("CHANNEL_UPDATE")).GetProperty("name").GetString().ShouldBe("tea at five");
        var told = await eve.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("type").GetInt32() == 4);
        told.GetProperty("content").GetString().ShouldBe("tea at five");
        told.GetProperty("author").GetProperty("id").GetString().ShouldBe(bob.Id);
        var icon = (await bob.Patch(path, new { icon = Picture })).Ok()["icon"].GetString();
        await eve.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("type").GetInt32() == 5);
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        (await http.GetAsync($"/channel-icons/{path[10..]}/{icon}.png")).IsSuccessStatusCode.ShouldBeTrue();
        (await bob.Patch(path, new { owner = bob.Id })).Code.ShouldBe(50013);
        (await ada.Patch(path, new { owner = "123" })).Code.ShouldBe(50033);
        (await ada.Patch(path, new { owner = bob.Id })).Ok()["owner_id"].GetString().ShouldBe(bob.Id);
        (await ada.Patch(path, new { name = new string('x', 101) })).Code.ShouldBe(50035);
        var kim = await house.User("kim");
        (await kim.Patch(path, new { name = "mine" })).Code.ShouldBe(50001);
        (await bob.Patch(path, new { name = "" })).Ok()["name"].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Friends_are_added_and_taken_out_and_hear_of_it()
    {
        await using var house = await TestHouse.Start();
        var (ada, bob, eve) = await Three(house);
        var group = await Begin(ada, bob);
        var path = $"/channels/{group.Id}/recipients";
        (await bob.Put($"{path}/{eve.Id}", new { })).Code.ShouldBe(50033); // no friend of bob's
        (await ada.Put($"{path}/{eve.Id}", new { nick = "Evie" })).Status.ShouldBe(204);
        var added = await bob.Gateway.Saw("CHANNEL_RECIPIENT_ADD");
        added.GetProperty("user").GetProperty("id").GetString().ShouldBe(eve.Id);
        added.GetProperty("nick").GetString().ShouldBe("Evie");
        var seen = await eve.Gateway.Saw("CHANNEL_CREATE", Is(group.Id));
        seen.GetProperty("nicks")[0].GetProperty("nick").GetString().ShouldBe("Evie");
        var told = await eve.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("type").GetInt32() == 1);
        told.GetProperty("mentions")[0].GetProperty("id").GetString().ShouldBe(eve.Id);
        (await ada.Put($"{path}/{eve.Id}", new { })).Status.ShouldBe(204);

        (await bob.Delete($"{path}/{eve.Id}")).Code.ShouldBe(50013);
        (await ada.Delete($"{path}/123")).Code.ShouldBe(50033);
        (await ada.Delete($"{path}/{eve.Id}")).Status.ShouldBe(204);
        await eve.Gateway.Saw("CHANNEL_DELETE", Is(group.Id));
        (await bob.Gateway.Saw("CHANNEL_RECIPIENT_REMOVE")).GetProperty("user").GetProperty("id").GetString().ShouldBe(eve.Id);
        await bob.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("type").GetInt32() == 2);
        eve.Gateway.Seen.ShouldNotContain(payload => payload.Name == "MESSAGE_CREATE" && payload.Body.GetProperty("type").GetInt32() == 2);
        (await eve.Get($"/channels/{group.Id}")).Code.ShouldBe(50001);
    }

    [Fact]
    public async Task The_owner_who_leaves_leaves_it_to_another_and_the_last_one_ends_it()
    {
        await using var house = await TestHouse.Start();
        var (ada, bob, _) = await Three(house);
        var group = await Begin(ada, bob);
        (await bob.Post($"/channels/{group.Id}/messages", new { content = "gone soon" })).Ok();
        (await ada.Delete($"/channels/{group.Id}?silent=true")).Ok().Id.ShouldBe(group.Id);
        await ada.Gateway.Saw("CHANNEL_DELETE", Is(group.Id));
        (await bob.Gateway.Saw("CHANNEL_UPDATE", Is(group.Id))).GetProperty("owner_id").GetString().ShouldBe(bob.Id);
        (await bob.Get($"/channels/{group.Id}/messages")).Ok().Json.EnumerateArray()
            .Select(message => message.GetProperty("type").GetInt32()).ShouldBe([0, 1]); // nothing of ada's going
        (await bob.Delete($"/channels/{group.Id}/recipients/{bob.Id}")).Status.ShouldBe(204);
        await bob.Gateway.Saw("CHANNEL_DELETE", Is(group.Id));
        (await bob.Get($"/channels/{group.Id}/messages")).Code.ShouldBe(10003);
        (await bob.Get("/users/@me/channels")).Ok().Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_friend_added_to_a_direct_message_makes_a_group_of_three()
    {
        await using var house = await TestHouse.Start();
        var (ada, bob, eve) = await Three(house);
        var dm = (await ada.Post("/users/@me/channels", new { recipient_id = bob.Id })).Ok();
        var made = (await ada.Put($"/channels/{dm.Id}/recipients/{eve.Id}", new { })).Ok();
        made.Status.ShouldBe(201);
        made.Id.ShouldNotBe(dm.Id);
        made["recipients"].GetArrayLength().ShouldBe(2);
        (await ada.Delete($"/channels/{dm.Id}/recipients/{bob.Id}")).Code.ShouldBe(50003);
    }

    [Fact]
    public async Task Groups_have_ten_people_at_most_all_of_them_friends_and_no_bots()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var others = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => house.User($"friend{i}")));
        (await ada.Post("/users/@me/channels", new { recipients = others.Take(2).Select(user => user.Id) })).Code.ShouldBe(50033);
        foreach (var other in others) await RelationshipTests.Befriend(ada, other);
        (await ada.Post("/users/@me/channels", new { recipients = others.Select(user => user.Id) })).Code.ShouldBe(30004);
        var group = (await ada.Post("/users/@me/channels", new { recipients = others.Take(9).Select(user => user.Id) })).Ok();
        (await ada.Put($"/channels/{group.Id}/recipients/{others[9].Id}", new { })).Code.ShouldBe(30004);
        var bot = await house.CreateBot(ada, "marvin");
        (await bot.Post("/users/@me/channels", new { recipients = others.Take(2).Select(user => user.Id) })).Code.ShouldBe(50033);
        (await bot.Post("/users/@me/channels", new { access_tokens = new[] { "x", "y" } })).Code.ShouldBe(50025);
    }

    private static async Task<(TestUser Ada, TestUser Bob, TestUser Eve)> Three(TestHouse house)
    {
        var (ada, bob, eve) = (await house.User("ada"), await house.User("bob"), await house.User("eve"));
        await RelationshipTests.Befriend(ada, bob);
        await RelationshipTests.Befriend(ada, eve);
        return (ada, bob, eve);
    }

    private static async Task<Answer> Begin(TestUser owner, params TestUser[] others)
    {
        // One recipient alone would be a direct message.
        if (others.Length > 1) return (await owner.Post("/users/@me/channels", new { recipients = others.Select(user => user.Id) })).Ok();
        var group = (await owner.Post("/users/@me/channels", new { recipients = Array.Empty<string>() })).Ok();
        foreach (var other in others)
        {
            (await owner.Put($"/channels/{group.Id}/recipients/{other.Id}", new { })).Ok();
            await other.Gateway.Saw("CHANNEL_CREATE", Is(group.Id));
        }

        return group;
    }

    private static Func<JsonElement, bool> Is(string id) => body => body.GetProperty("id").GetString() == id;
}
