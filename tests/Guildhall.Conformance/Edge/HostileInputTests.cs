using System.Text;
using Guildhall.Testing;

namespace Guildhall.Conformance.Edge;

/// <summary>Requests that are made to break something.</summary>
public sealed class HostileInputTests
{
    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"username":"nia","password":"correct horse","x":{"\ud83dname":[]}}""")]
    public async Task Half_a_character_in_a_name_makes_a_body_no_json(string body)
    {
        await using var house = await TestHouse.Start();
        var answer = await house.Nobody.Post("/auth/register", body);
        (answer.Status, answer.Code).ShouldBe((400, 50109));
    }

    [Fact]
    public async Task Half_a_character_in_a_text_is_an_error_of_the_form()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var ada = guild.Owner;
        (await ada.Post("/auth/sessions/logout", """{"session_id_hashes":["\ud800"]}""")).Code.ShouldBe(50035);
        (await ada.Patch($"/guilds/{guild.Id}", """{"features":["\ud800"]}""")).Status.ShouldBe(200);
        (await ada.Post($"/channels/{general.Id}/messages", """{"content":"x","allowed_mentions":{"parse":["\ud800ever"]}}""")).Code.ShouldBe(50035);
        using var form = new MultipartFormDataContent { { new StringContent("""{"content":"x","\ud800":1}"""), "payload_json" } };
        (await ada.Send(HttpMethod.Post, $"/channels/{general.Id}/messages", form)).Code.ShouldBe(50109);
    }

    [Fact]
    public async Task Whole_characters_may_be_escaped()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var said = (await guild.Owner.Post($"/channels/{general.Id}/messages", """{"content":"\ud83d\ude00 \\ud800 \u00e4"}""")).Ok();
        said["content"].GetString().ShouldBe("😀 \\ud800 ä");
    }

    [Fact]
    public async Task Files_whose_numbers_run_over_are_numbered_anew()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        using var form = new MultipartFormDataContent();
        for (var i = 0; i < 3; i++) form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes($"file {i}")), $"files[{int.MaxValue}]", $"{i}.txt");
        var sent = (await guild.Owner.Send(HttpMethod.Post, $"/channels/{general.Id}/messages", form)).Ok();
        sent["attachments"].GetArrayLength().ShouldBe(3);
    }

    [Theory]
    [InlineData("77")]
    [InlineData("2")]
    public async Task A_new_guild_takes_no_system_channel_that_is_not_a_text_channel_of_it(string placeholder)
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        object[] channels = [new { id = "1", type = 0, name = "general" }, new { id = "2", type = 4, name = "Rooms" }];
        var refused = await ada.Post("/guilds", new { name = "Odd", channels, system_channel_id = placeholder });
        (refused.Status, refused.Code).ShouldBe((400, 50035));
        (await ada.Post("/guilds", new { name = "Fine", channels, system_channel_id = "1" })).Ok();
    }
}
