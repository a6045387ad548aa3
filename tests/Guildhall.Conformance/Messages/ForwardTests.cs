using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Messages;

public sealed class ForwardTests
{
    private const int HasSnapshot = 1 << 14;

    private static object Reference(TestChannel channel, string message) =>
        new { message_reference = new { type = 1, message_id = message, channel_id = channel.Id } };

    [Fact]
    public async Task A_message_is_forwarded_into_another_guild_as_it_was()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var (other, lobby) = await house.CreateGuild(owner: "bob");
        var bob = await guild.Join("bob");
        var said = await general.Say($"look <@{bob.Id}>", by: "ada");
        var forward = (await bob.Post($"/channels/{lobby.Id}/messages", Reference(general, said))).Ok();
        (forward["flags"].GetInt32() & HasSnapshot).ShouldBe(HasSnapshot);
        (forward["type"].GetInt32(), forward["content"].GetString()).ShouldBe((0, ""));
        forward["message_reference"].GetProperty("type").GetInt32().ShouldBe(1);
        forward["message_reference"].GetProperty("guild_id").GetString().ShouldBe(guild.Id);
        var inside = forward["message_snapshots"][0].GetProperty("message");
        inside.GetProperty("content").GetString().ShouldBe($"look <@{bob.Id}>");
        inside.GetProperty("mentions")[0].GetProperty("username").GetString().ShouldBe("bob");
        inside.TryGetProperty("author", out _).ShouldBeFalse();
        await other.Owner.Gateway.Saw("MESSAGE_CREATE", message => message.TryGetProperty("message_snapshots", out _));
        (await guild.Owner.Patch($"/channels/{general.Id}/messages/{said}", new { content = "changed" })).Ok();
        (await bob.Get($"/channels/{lobby.Id}/messages/{forward.Id}")).Ok()["message_snapshots"][0].GetProperty("message").GetProperty("content").GetString()!.ShouldStartWith("look");

        var again = (await bob.Post($"/channels/{lobby.Id}/messages", Reference(lobby, forward.Id))).Ok();
        again["message_snapshots"].GetArrayLength().ShouldBe(1);
        again["message_snapshots"][0].GetProperty("message").GetProperty("content").GetString()!.ShouldStartWith("look");
        again["message_snapshots"][0].GetProperty("message").TryGetProperty("message_snapshots", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_forwards_files_outlive_their_source_and_go_with_the_forward()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var other = await guild.CreateChannel("other");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""{"content":"a note"}"""), "payload_json" },
            { new ByteArrayContent("text"u8.ToArray()), "files[0]", "note.txt" },
        };
        var said = (await guild.Owner.Send(HttpMethod.Post, $"/channels/{general.Id}/messages", form)).Ok();
        var forward = (await guild.Owner.Post($"/channels/{other.Id}/messages", Reference(general, said.Id))).Ok();
        var url = forward["message_snapshots"][0].GetProperty("message").GetProperty("attachments")[0].GetProperty("url").GetString()!;
        url.ShouldContain($"/attachments/{other.Id}/");
        (await guild.Owner.Delete($"/channels/{general.Id}/messages/{said.Id}")).Ok();
        using var http = new HttpClient();
        (await http.GetStringAsync(url)).ShouldBe("text");
        (await guild.Owner.Delete($"/channels/{other.Id}/messages/{forward.Id}")).Ok();
        (await http.GetAsync(url)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_forwards_what_they_may_not_read_nor_where_they_may_not_write()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var secret = await guild.CreateChannel("secret");
        var said = await secret.Say("secret", by: "ada");
        await secret.Deny(bob, Permissions.ReadMessageHistory);
        (await bob.Post($"/channels/{general.Id}/messages", Reference(secret, said))).Code.ShouldBe(160014);
        await secret.Deny(bob, Permissions.ViewChannel);
        (await bob.Post($"/channels/{general.Id}/messages", Reference(secret, said))).Code.ShouldBe(160014);
        var closed = await guild.CreateChannel("closed");
        await closed.Deny(bob, Permissions.SendMessages);
        var open = await general.Say("open", by: "ada");
        (await bob.Post($"/channels/{closed.Id}/messages", Reference(general, open))).Code.ShouldBe(50013);
    }

    [Fact]
    public async Task A_forward_is_a_whole_message_of_a_person_and_nothing_more()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var said = await general.Say("a word", by: "ada");
        var with = await guild.Owner.Post($"/channels/{general.Id}/messages", new { content = "see", message_reference = new { type = 1, message_id = said, channel_id = general.Id } });
        with.Code.ShouldBe(50035);
        (await guild.Owner.Post($"/channels/{general.Id}/messages", new { message_reference = new { type = 1, message_id = said } })).Code.ShouldBe(50035);
        (await guild.Owner.Post($"/channels/{general.Id}/messages", new { message_reference = new { type = 2, message_id = said, channel_id = general.Id } })).Code.ShouldBe(50035);
        (await guild.Owner.Post($"/channels/{general.Id}/messages", Reference(general, "5"))).Code.ShouldBe(50035);
        (await guild.Owner.Put($"/channels/{general.Id}/messages/pins/{said}")).Ok();
        var notice = (await guild.Owner.Get($"/channels/{general.Id}/messages")).Ok().Json[0];
        notice.GetProperty("type").GetInt32().ShouldBe(6);
        (await guild.Owner.Post($"/channels/{general.Id}/messages", Reference(general, notice.GetProperty("id").GetString()!))).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task A_bot_without_the_content_intent_sees_that_something_was_forwarded_but_not_what()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bot = await house.CreateBot(guild.Owner, "helper");
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "0", authorize = true })).Ok();
        await bot.Connect(1 | (1 << 9));
        var said = await general.Say("private words", by: "ada");
        (await guild.Owner.Post($"/channels/{general.Id}/messages", Reference(general, said))).Ok();
        var seen = await bot.Gateway.Saw("MESSAGE_CREATE", message => message.TryGetProperty("message_snapshots", out _));
        seen.GetProperty("message_snapshots")[0].GetProperty("message").GetProperty("content").GetString().ShouldBe("");
    }
}
