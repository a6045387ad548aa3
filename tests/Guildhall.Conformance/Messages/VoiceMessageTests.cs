using System.Text;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Messages;

public sealed class VoiceMessageTests
{
    private const int Voice = 1 << 13;
    private static readonly byte[] Ogg = [.. "OggS"u8, 0, 2, 0, 0];

    private static async Task<Answer> Send(ApiCaller by, TestChannel channel, object payload, byte[] file)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(JsonSerializer.Serialize(payload), Encoding.UTF8, "application/json"), "payload_json" },
            { new ByteArrayContent(file), "files[0]", "voice-message.ogg" },
        };
        return await by.Send(HttpMethod.Post, $"/channels/{channel.Id}/messages", form);
    }

    [Fact]
    public async Task A_voice_message_is_one_recording_with_its_length_and_shape()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var attachments = new[] { new { id = 0, duration_secs = 2.5, waveform = "AAECAw==" } };
        var sent = (await Send(guild.Owner, general, new { flags = Voice, attachments }, Ogg)).Ok();
        (sent["flags"].GetInt32() & Voice).ShouldBe(Voice);
        sent["attachments"][0].GetProperty("duration_secs").GetDouble().ShouldBe(2.5);
        sent["attachments"][0].GetProperty("waveform").GetString().ShouldBe("AAECAw==");
        (await guild.Owner.Patch($"/channels/{general.Id}/messages/{sent.Id}", new { content = "words" })).Code.ShouldBe(50162);

        (await Send(guild.Owner, general, new { flags = Voice, content = "words", attachments }, Ogg)).Code.ShouldBe(50159);
        (await Send(guild.Owner, general, new { flags = Voice, attachments }, "no sound"u8.ToArray())).Code.ShouldBe(50160);
        (await Send(guild.Owner, general, new { flags = Voice }, Ogg)).Code.ShouldBe(50161);
        (await Send(guild.Owner, general, new { flags = Voice, attachments = new[] { new { id = 0, waveform = "?", duration_secs = -1 } } }, Ogg)).Code.ShouldBe(50035);
        var bob = await guild.Join("bob");
        await general.Deny(bob, Permissions.SendVoiceMessages);
        (await Send(bob, general, new { flags = Voice, attachments }, Ogg)).Code.ShouldBe(50173);
    }

    [Fact]
    public async Task Attachments_carry_titles_and_the_marks_their_author_gives()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var attachments = new[] { new { id = 0, title = "A long title", is_spoiler = true, is_remix = true } };
        var sent = (await Send(guild.Owner, general, new { attachments }, Ogg)).Ok();
        sent["attachments"][0].GetProperty("title").GetString().ShouldBe("A long title");
        sent["attachments"][0].GetProperty("flags").GetInt32().ShouldBe((1 << 3) | (1 << 2));
        var quiet = (await guild.Owner.Post($"/channels/{general.Id}/messages", new { content = "psst", flags = 1 << 12 })).Ok();
        quiet["flags"].GetInt32().ShouldBe(1 << 12);
    }

    [Fact]
    public async Task Moderators_hide_and_show_the_embeds_of_others_and_nothing_else()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var said = (await bob.Post($"/channels/{general.Id}/messages", new { embeds = new[] { new { title = "look" } } })).Ok();
        var path = $"/channels/{general.Id}/messages/{said.Id}";
        var hidden = (await guild.Owner.Patch(path, new { flags = 4 })).Ok();
        (hidden["flags"].GetInt32(), hidden["embeds"].GetArrayLength()).ShouldBe((4, 0));
        hidden["edited_timestamp"].ValueKind.ShouldBe(JsonValueKind.Null);
        (await guild.Owner.Patch(path, new { flags = 0 })).Ok()["embeds"].GetArrayLength().ShouldBe(1);
        (await guild.Owner.Patch(path, new { flags = 4, content = "mine now" })).Code.ShouldBe(50005);
        var carol = await guild.Join("carol");
        (await carol.Patch(path, new { flags = 4 })).Code.ShouldBe(50005);
    }
}
