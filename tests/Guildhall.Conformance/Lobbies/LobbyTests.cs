using Guildhall.Testing;

namespace Guildhall.Conformance.Lobbies;

public sealed class LobbyTests
{
    [Fact]
    public async Task A_lobby_is_made_read_changed_and_deleted_by_its_application_alone()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        var bob = await house.Register("bob");
        var bot = await house.CreateBot(ada, "Engine");
        var other = await house.CreateBot(ada, "Loom");
        var made = await bot.Post("/lobbies", new { metadata = new { map = "mill" }, flags = 1, idle_timeout_seconds = 60, members = new[] { new { id = bob.Id, flags = 1, metadata = new { team = "red" } } } });
        made.Status.ShouldBe(201);
        made["application_id"].GetString().ShouldBe(bot.Id);
        made["metadata"].GetProperty("map").GetString().ShouldBe("mill");
        made["members"].EnumerateArray().ShouldHaveSingleItem().GetProperty("metadata").GetProperty("team").GetString().ShouldBe("red");
        var path = $"/lobbies/{made.Id}";
        (await bot.Get(path)).Text.ShouldBe(made.Text);
        (await other.Get(path)).Code.ShouldBe(10031);
        (await bob.Get(path)).Code.ShouldBe(20002);
        (await bob.Post("/lobbies", new { })).Code.ShouldBe(20002);
        (await house.Nobody.Get(path)).Status.ShouldBe(401);
        (await bot.Get("/lobbies/77")).Code.ShouldBe(10031);
        (await bot.Get("/lobbies/mill")).Code.ShouldBe(50035);

        var changed = (await bot.Patch(path, new { metadata = (object?)null, members = new[] { new { id = ada.Id } }})).Ok();
        changed["metadata"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        changed["flags"].GetInt32().ShouldBe(1);
        changed["members"].EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(ada.Id);
        (await other.Patch(path, new { flags = 0 })).Code.ShouldBe(10031);
        (await other.Delete(path)).Status.ShouldBe(204);
        (await bot.Get(path)).Ok();
        (await bot.Delete(path)).Status.ShouldBe(204);
        (await bot.Delete(path)).Status.ShouldBe(204);
        (await bot.Get(path)).Code.ShouldBe(10031);
    }

    [Theory]
    [InlineData("""{"idle_timeout_seconds":4}""", "idle_timeout_seconds")]
    [InlineData("""{"idle_timeout_seconds":604801}""", "idle_timeout_seconds")]
    [InlineData("""{"flags":2}""", "flags")]
    [InlineData("""{"metadata":5}""", "metadata")]
    [InlineData("""{"members":[{"flags":1}]}""", "members")]
    [InlineData("""{"override_event_webhooks_url":"not an address"}""", "override_event_webhooks_url")]
    public async Task What_is_wrong_with_a_lobby_is_told_at_its_field(string body, string field)
    {
        await using var house = await TestHouse.Start();
        var bot = await house.CreateBot(await house.Register("ada"), "Engine");
        var refused = await bot.Send(HttpMethod.Post, "/lobbies", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        refused.Code.ShouldBe(50035);
        refused["errors"].TryGetProperty(field, out _).ShouldBeTrue(refused.Text);
    }

    [Fact]
    public async Task Metadata_and_members_have_their_limits()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        var bot = await house.CreateBot(ada, "Engine");
        (await bot.Post("/lobbies", new { metadata = Enumerable.Range(0, 26).ToDictionary(i => $"k{i}", _ => "v") })).Code.ShouldBe(50035);
        (await bot.Post("/lobbies", new { metadata = new { k = new string('v', 1_025) } })).Code.ShouldBe(50035);
        (await bot.Post("/lobbies", new { metadata = Enumerable.Range(0, 25).ToDictionary(i => $"k{i}", _ => new string('v', 1_024)) })).Ok();
        (await bot.Post("/lobbies", new { members = Enumerable.Range(0, 26).Select(i => new { id = $"{i + 1}" }) })).Code.ShouldBe(50035);
        (await bot.Post("/lobbies", new { members = new[] { new { id = "77" } } })).Code.ShouldBe(10013);
    }

    [Fact]
    public async Task A_secret_leads_everybody_of_an_application_to_one_lobby_and_others_to_their_own()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        var bot = await house.CreateBot(ada, "Engine");
        var other = await house.CreateBot(ada, "Loom");
        var body = new { secret = "open sesame", lobby_metadata = new { map = "mill" }, member_metadata = new { team = "red" } };
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bot.Put("/lobbies", body)));
        var id = all.Select(answer => answer.Ok().Id).Distinct().ShouldHaveSingleItem();
        all[0].Status.ShouldBe(200);
        (await other.Put("/lobbies", body)).Ok().Id.ShouldNotBe(id);
        (await bot.Put("/lobbies", new { secret = "open barley" })).Ok().Id.ShouldNotBe(id);
        var again = (await bot.Put("/lobbies", new { secret = "open sesame" })).Ok();
        again["metadata"].GetProperty("map").GetString().ShouldBe("mill");
        again["members"].EnumerateArray().ShouldHaveSingleItem().GetProperty("metadata").GetProperty("team").GetString().ShouldBe("red");
        (await bot.Put("/lobbies", new { })).Code.ShouldBe(50035);
        (await bot.Put("/lobbies", new { secret = new string('s', 251) })).Code.ShouldBe(50035);

        (await bot.Delete($"/lobbies/{id}")).Status.ShouldBe(204);
        (await bot.Put("/lobbies", new { secret = "open sesame" })).Ok()["metadata"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Members_come_change_and_go()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.Register("ada");
        var bob = await house.Register("bob");
        var bot = await house.CreateBot(ada, "Engine");
        var lobby = (await bot.Post("/lobbies", new { })).Ok().Id;
        var path = $"/lobbies/{lobby}/members";
        var member = (await bot.Put($"{path}/{bob.Id}", new { metadata = new { team = "red" }, flags = 1, additional_name = "Bobby" })).Ok();
        member["additional_name"].GetString().ShouldBe("Bobby");
        var changed = (await bot.Put($"{path}/{bob.Id}", new { additional_name = (string?)null })).Ok();
        changed.Json.TryGetProperty("additional_name", out _).ShouldBeFalse();
        changed["metadata"].GetProperty("team").GetString().ShouldBe("red");
        (await bot.Put($"{path}/{bob.Id}", new { additional_name = "" })).Code.ShouldBe(50035);
        (await bot.Put($"{path}/77", new { })).Code.ShouldBe(10013);

        var bulk = (await bot.Post($"{path}/bulk", new object[] { new { id = ada.Id, flags = 1 }, new { id = bob.Id, remove_member = true } })).Ok();
        bulk.Json.EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(ada.Id);
        (await bot.Post($"{path}/bulk", Array.Empty<object>())).Code.ShouldBe(50035);
        (await bot.Post($"{path}/bulk", new { id = ada.Id })).Code.ShouldBe(50035);
        (await bot.Get($"/lobbies/{lobby}")).Ok()["members"].GetArrayLength().ShouldBe(1);
        (await bot.Delete($"{path}/{ada.Id}")).Status.ShouldBe(204);
        (await bot.Delete($"{path}/{ada.Id}")).Status.ShouldBe(204);
        (await bot.Delete($"{path}/@me")).Status.ShouldBe(204);
        (await bot.Get($"/lobbies/{lobby}")).Ok()["members"].GetArrayLength().ShouldBe(0);
        (await bob.Delete($"{path}/{ada.Id}")).Code.ShouldBe(20002);
    }

    [Fact]
    public async Task Messages_are_said_read_and_moderated_and_nobody_hears_them_elsewhere()
    {
        await using var house = await TestHouse.Start();
        var bob = await house.User("bob");
        var bot = await house.CreateBot(await house.Register("ada"), "Engine");
        await bot.Connect();
        var lobby = (await bot.Post("/lobbies", new { members = new[] { new { id = bob.Id } } })).Ok().Id;
        var path = $"/lobbies/{lobby}/messages";
        var said = await bot.Post(path, new { content = "the mill turns", metadata = new { tone = "calm" } });
        said.Status.ShouldBe(201);
        (said["lobby_id"].GetString(), said["channel_id"].GetString(), said["application_id"].GetString()).ShouldBe((lobby, lobby, bot.Id));
        said["author"].GetProperty("id").GetString().ShouldBe(bot.Id);
        (await bot.Post(path, new { content = "and turns" })).Ok();
        (await bot.Post(path, new { content = " " })).Code.ShouldBe(50006);
        (await bot.Post(path, new { content = new string('x', 2_001) })).Code.ShouldBe(50035);

        var note = $"{path}/{said.Id}/moderation-metadata";
        (await bot.Put(note, new { verdict = "fine" })).Status.ShouldBe(204);
        (await bot.Put(note, Enumerable.Range(0, 6).ToDictionary(i => $"k{i}", _ => "v"))).Code.ShouldBe(50035);
        (await bot.Put($"{path}/77/moderation-metadata", new { verdict = "fine" })).Code.ShouldBe(10008);
        var read = (await bot.Get(path)).Ok().Json.EnumerateArray().ToArray();
        read.Select(message => message.GetProperty("content").GetString()).ShouldBe(["and turns", "the mill turns"]);
        read[1].GetProperty("moderation_metadata").GetProperty("verdict").GetString().ShouldBe("fine");
        read[1].GetProperty("metadata").GetProperty("tone").GetString().ShouldBe("calm");
        (await bot.Get($"{path}?limit=1")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await bot.Get($"{path}?limit=201")).Code.ShouldBe(50035);

        // A lobby is no channel: members do not see it as one, and the application writes into it here alone.
        foreach (var somebody in (TestUser[])[bob, bot])
        {
            (await somebody.Get($"/channels/{lobby}/messages")).Code.ShouldBe(50001);
            (await somebody.Post($"/channels/{lobby}/messages", new { content = "hello" })).Code.ShouldBe(50001);
            (await somebody.Get($"/guilds/{lobby}")).Status.ShouldBeGreaterThanOrEqualTo(400);
            await somebody.Gateway.SawNo("MESSAGE_CREATE");
            await somebody.Gateway.SawNo("CHANNEL_CREATE");
        }

        (await bob.Get("/users/@me/channels")).Ok().Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_lobby_is_the_same_after_a_restart()
    {
        await using var house = await TestHouse.Start();
        var bob = await house.Register("bob");
        var bot = await house.CreateBot(await house.Register("ada"), "Engine");
        var lobby = (await bot.Put("/lobbies", new { secret = "open sesame", lobby_metadata = new { map = "mill" } })).Ok().Id;
        (await bot.Put($"/lobbies/{lobby}/members/{bob.Id}", new { flags = 1 })).Ok();
        (await bot.Post($"/lobbies/{lobby}/messages", new { content = "the mill turns" })).Ok();
        var before = (await bot.Get($"/lobbies/{lobby}")).Ok().Text;
        await house.Restart();
        (await bot.Get($"/lobbies/{lobby}")).Ok().Text.ShouldBe(before);
        (await bot.Put("/lobbies", new { secret = "open sesame" })).Ok().Id.ShouldBe(lobby);
        (await bot.Get($"/lobbies/{lobby}/messages")).Ok().Json[0].GetProperty("content").GetString().ShouldBe("the mill turns");
    }
}
