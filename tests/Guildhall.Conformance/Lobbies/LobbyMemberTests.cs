using Guildhall.Conformance.OAuth;
using Guildhall.Testing;

namespace Guildhall.Conformance.Lobbies;

public sealed class LobbyMemberTests
{
    [Fact]
    public async Task People_meet_in_a_lobby_by_tokens_for_lobbies_and_by_no_others()
    {
        await using var world = await OAuthWorld.Start();
        var ada = world.Bearer(await world.Access("identify lobbies.write"));
        var eve = world.Bearer(await world.Access("lobbies.write", by: world.Eve));
        var other = world.Bearer(await world.Access("identify"));
        var lobby = (await ada.Put("/lobbies", new { secret = "open sesame", member_metadata = new { team = "red" } })).Ok();
        lobby["members"].EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(world.Ada.Id);
        (await other.Put("/lobbies", new { secret = "open sesame" })).Status.ShouldBeOneOf(401, 403);
        (await world.Ada.Put("/lobbies", new { secret = "open sesame" })).Code.ShouldBe(20002);
        (await ada.Get($"/lobbies/{lobby.Id}")).Status.ShouldBe(401);
        (await ada.Post("/lobbies", new { })).Status.ShouldBe(401);
        (await ada.Delete($"/lobbies/{lobby.Id}")).Status.ShouldBe(401);

        var messages = $"/lobbies/{lobby.Id}/messages";
        (await eve.Post(messages, new { content = "let me in" })).Code.ShouldBe(50001);
        (await eve.Get(messages)).Code.ShouldBe(50001);
        (await eve.Put("/lobbies", new { secret = "open sesame" })).Ok()["members"].GetArrayLength().ShouldBe(2);
        (await eve.Post(messages, new { content = "hello" })).Ok()["author"].GetProperty("id").GetString().ShouldBe(world.Eve.Id);
        (await ada.Get(messages)).Ok().Json[0].GetProperty("content").GetString().ShouldBe("hello");
        (await eve.Delete($"/lobbies/{lobby.Id}/members/@me")).Status.ShouldBe(204);
        (await eve.Get(messages)).Code.ShouldBe(50001);
        (await world.Bot.Get($"/lobbies/{lobby.Id}")).Ok()["members"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_member_links_a_channel_with_the_flag_for_it_and_its_own_rights_and_is_invited_to_it()
    {
        await using var world = await OAuthWorld.Start();
        var (guild, general) = await world.House.CreateGuild("eve");
        var ada = world.Bearer(await world.Access("lobbies.write"));
        var eve = world.Bearer(await world.Access("lobbies.write", by: world.Eve));
        var lobby = (await world.Bot.Post("/lobbies", new { members = new[] { new { id = world.Eve.Id, flags = 0 }, new { id = world.Ada.Id, flags = 1 } } })).Ok().Id;
        var path = $"/lobbies/{lobby}/channel-linking";
        (await eve.Patch(path, new { channel_id = general.Id })).Code.ShouldBe(50013);
        (await ada.Patch(path, new { channel_id = general.Id })).Code.ShouldBe(50001);
        (await ada.Post($"/lobbies/{lobby}/members/@me/invites")).Code.ShouldBe(10003);
        (await world.Bot.Put($"/lobbies/{lobby}/members/{world.Eve.Id}", new { flags = 1 })).Ok();
        (await eve.Patch(path, new { channel_id = general.Id })).Ok()["linked_channel"].GetProperty("guild_id").GetString().ShouldBe(guild.Id);

        // Who is not in the guild is heard in the lobby alone, until it comes by the invite.
        (await ada.Post($"/lobbies/{lobby}/messages", new { content = "from outside" })).Ok();
        await world.Eve.Gateway.SawNo("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "from outside");
        var code = (await ada.Post($"/lobbies/{lobby}/members/@me/invites")).Ok()["code"].GetString();
        (await world.Ada.Post($"/invites/{code}", new { })).Ok();
        (await ada.Post($"/lobbies/{lobby}/messages", new { content = "from inside" })).Ok();
        var heard = await world.Eve.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "from inside");
        heard.GetProperty("author").GetProperty("id").GetString().ShouldBe(world.Ada.Id);
    }
}
