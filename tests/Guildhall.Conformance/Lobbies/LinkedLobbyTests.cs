using Guildhall.Conformance.Applications;
using Guildhall.Testing;

namespace Guildhall.Conformance.Lobbies;

public sealed class LinkedLobbyTests
{
    [Fact]
    public async Task A_linked_channel_and_its_lobby_hear_each_other()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bot = await Engine(house, guild, Permissions.ManageChannels);
        var lobby = (await bot.Post("/lobbies", new { })).Ok().Id;
        var linked = (await bot.Patch($"/lobbies/{lobby}/channel-linking", new { channel_id = general.Id })).Ok();
        linked["linked_channel"].GetProperty("id").GetString().ShouldBe(general.Id);
        linked["linked_channel"].GetProperty("permission_overwrites").GetArrayLength().ShouldBe(0);
        var log = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?action_type=11")).Ok()["audit_log_entries"];
        log[0].GetProperty("changes")[0].GetProperty("new_value").GetString().ShouldBe(lobby);

        (await bot.Post($"/lobbies/{lobby}/messages", new { content = "from the lobby" })).Ok();
        await guild.Owner.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "from the lobby" && message.GetProperty("channel_id").GetString() == general.Id);
        await general.Say("from the channel", by: "ada");
        await Until(async () => (await bot.Get($"/lobbies/{lobby}/messages")).Ok().Json.GetArrayLength() == 2);
        var heard = (await bot.Get($"/lobbies/{lobby}/messages")).Ok().Json[0];
        (heard.GetProperty("content").GetString(), heard.GetProperty("author").GetProperty("id").GetString()).ShouldBe(("from the channel", guild.Owner.Id));

        (await bot.Patch($"/lobbies/{lobby}/channel-linking", new { })).Ok().Json.TryGetProperty("linked_channel", out _).ShouldBeFalse();
        await general.Say("among ourselves", by: "ada");
        (await bot.Post($"/lobbies/{lobby}/messages", new { content = "among us" })).Ok();
        (await bot.Get($"/lobbies/{lobby}/messages")).Ok().Json.EnumerateArray().Select(message => message.GetProperty("content").GetString())
            .ShouldBe(["among us", "from the channel", "from the lobby"]);
        await guild.Owner.Gateway.SawNo("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "among us");
    }

    [Fact]
    public async Task Who_may_not_manage_a_channel_does_not_link_it_and_it_has_one_lobby()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bot = await Engine(house, guild, Permissions.None);
        var lobby = (await bot.Post("/lobbies", new { })).Ok().Id;
        var path = $"/lobbies/{lobby}/channel-linking";
        (await bot.Patch(path, new { channel_id = general.Id })).Code.ShouldBe(50013);
        (await bot.Patch(path, new { channel_id = "77" })).Code.ShouldBe(10003);
        (await bot.Patch("/lobbies/77/channel-linking", new { channel_id = general.Id })).Code.ShouldBe(10031);
        var manager = await Engine(house, guild, Permissions.ManageChannels, "Loom");
        var voice = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "talk", type = 2 })).Ok().Id;
        var first = (await manager.Post("/lobbies", new { })).Ok().Id;
        (await manager.Patch($"/lobbies/{first}/channel-linking", new { channel_id = voice })).Code.ShouldBe(50024);
        (await manager.Patch($"/lobbies/{first}/channel-linking", new { channel_id = general.Id })).Ok();
        var second = (await manager.Post("/lobbies", new { })).Ok().Id;
        (await manager.Patch($"/lobbies/{second}/channel-linking", new { channel_id = general.Id })).Code.ShouldBe(50035);
        (await manager.Delete($"/lobbies/{first}")).Status.ShouldBe(204);
        await Until(async () => (await manager.Patch($"/lobbies/{second}/channel-linking", new { channel_id = general.Id })).Status == 200);
    }

    [Fact]
    public async Task A_member_is_invited_to_the_linked_channel_and_nobody_else_may_use_the_invite()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bot = await Engine(house, guild, Permissions.ManageChannels | Permissions.CreateInstantInvite);
        var bob = await house.User("bob");
        var eve = await house.User("eve");
        var lobby = (await bot.Post("/lobbies", new { members = new[] { new { id = bob.Id } } })).Ok().Id;
        var path = $"/lobbies/{lobby}/members";
        (await bot.Post($"{path}/{bob.Id}/invites")).Code.ShouldBe(10003);
        (await bot.Patch($"/lobbies/{lobby}/channel-linking", new { channel_id = general.Id })).Ok();
        (await bot.Post($"{path}/{eve.Id}/invites")).Code.ShouldBe(10007);
        (await bot.Post($"{path}/@me/invites")).Code.ShouldBe(10007);
        var code = (await bot.Post($"{path}/{bob.Id}/invites")).Ok()["code"].GetString();
        (await eve.Post($"/invites/{code}", new { })).Status.ShouldBeGreaterThanOrEqualTo(400);
        (await bob.Post($"/invites/{code}", new { })).Ok();
        (await eve.Post($"/invites/{code}", new { })).Status.ShouldBeGreaterThanOrEqualTo(400);
    }

    private static async Task<TestUser> Engine(TestHouse house, TestGuild guild, Permissions permissions, string name = "Engine")
    {
        var bot = await house.CreateBot(guild.Owner, name);
        (await AddBotTests.Add(guild.Owner, bot, guild, permissions)).Ok();
        return bot;
    }

    // The two sides tell each other after they have answered.
    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 500; tries++)
        {
            if (await holds()) return;
            await Task.Yield();
        }

        throw new InvalidOperationException("It never held.");
    }
}
