using System.Text.Json;
using Guildhall.Conformance.Stickers;
using Guildhall.Protocol;
using Guildhall.Testing;

namespace Guildhall.Conformance.Polls;

public sealed class PollTests
{
    [Fact]
    public async Task A_poll_is_voted_on_counted_and_ended_with_its_result()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var made = (await guild.Owner.Post($"/channels/{general.Id}/messages", new { poll = Poll() })).Ok();
        made["poll"].GetProperty("answers")[1].GetProperty("answer_id").GetInt32().ShouldBe(2);
        made["poll"].GetProperty("results").GetProperty("is_finalized").GetBoolean().ShouldBeFalse();
        var path = $"/channels/{general.Id}/polls/{made.Id}";
        (await bob.Put($"{path}/answers/@me", new { answer_ids = new[] { 1 } })).Status.ShouldBe(204);
        (await guild.Owner.Gateway.Saw("MESSAGE_POLL_VOTE_ADD")).GetProperty("answer_id").GetInt32().ShouldBe(1);
        (await bob.Put($"{path}/answers/@me", new { answer_ids = new[] { "2" } })).Status.ShouldBe(204);
        (await guild.Owner.Gateway.Saw("MESSAGE_POLL_VOTE_REMOVE")).GetProperty("answer_id").GetInt32().ShouldBe(1);
        (await guild.Owner.Get($"{path}/answers/2")).Ok()["users"][0].GetProperty("id").GetString().ShouldBe(bob.Id);
        Count(await bob.Get($"/channels/{general.Id}/messages/{made.Id}"), 2).GetProperty("me_voted").GetBoolean().ShouldBeTrue();
        Count(await guild.Owner.Get($"/channels/{general.Id}/messages/{made.Id}"), 2).GetProperty("me_voted").GetBoolean().ShouldBeFalse();
        (await bob.Post($"{path}/expire", new { })).Code.ShouldBe(50005);
        var ended = (await guild.Owner.Post($"{path}/expire", new { })).Ok();
        ended["poll"].GetProperty("results").GetProperty("is_finalized").GetBoolean().ShouldBeTrue();
        var result = await bob.Gateway.Saw("MESSAGE_CREATE", seen => seen.GetProperty("type").GetInt32() == 46);
        result.GetProperty("message_reference").GetProperty("message_id").GetString().ShouldBe(made.Id);
        var fields = result.GetProperty("embeds")[0].GetProperty("fields").EnumerateArray()
            .ToDictionary(field => field.GetProperty("name").GetString()!, field => field.GetProperty("value").GetString());
        fields["victor_answer_text"].ShouldBe("Pumps");
        fields["total_votes"].ShouldBe("1");
        (await bob.Put($"{path}/answers/@me", new { answer_ids = new[] { 1 } })).Code.ShouldBe(520001);
        (await guild.Owner.Post($"{path}/expire", new { })).Code.ShouldBe(520001);
    }

    [Fact]
    public async Task Polls_and_votes_that_make_no_sense_are_refused()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var messages = $"/channels/{general.Id}/messages";
        (await guild.Owner.Post(messages, new { poll = new { question = new { text = "?" } } })).Code.ShouldBe(50035);
        (await guild.Owner.Post(messages, new { poll = Poll(hours: 769) })).Code.ShouldBe(50035);
        (await guild.Owner.Post(messages, new { poll = new { question = new { text = "?" }, answers = Enumerable.Repeat(new { poll_media = new { text = "x" } }, 11) } })).Code.ShouldBe(50035);
        (await guild.Owner.Post(messages, new { poll = new { question = new { text = "?" }, answers = new[] { new { poll_media = new { text = new string('x', 56) } } } } })).Code.ShouldBe(50035);
        var made = (await guild.Owner.Post(messages, new { poll = Poll() })).Ok();
        var path = $"/channels/{general.Id}/polls/{made.Id}";
        (await bob.Put($"{path}/answers/@me", new { answer_ids = new[] { 3 } })).Code.ShouldBe(50035);
        (await bob.Put($"{path}/answers/@me", new { answer_ids = new[] { 1, 2 } })).Code.ShouldBe(50035);
        (await bob.Put($"/channels/{general.Id}/polls/5/answers/@me", new { answer_ids = new[] { 1 } })).Code.ShouldBe(10008);
        (await guild.Owner.Patch($"{messages}/{made.Id}", new { content = "other" })).Code.ShouldBe(520003);
        var plain = await general.Say("no poll", by: "ada");
        (await guild.Owner.Post($"/channels/{general.Id}/polls/{plain}/expire", new { })).Code.ShouldBe(520006);
        await general.Deny(bob, Permissions.SendPolls);
        (await bob.Post(messages, new { poll = Poll() })).Code.ShouldBe(50013);
        await general.Deny(bob, Permissions.ViewChannel);
        (await bob.Put($"{path}/answers/@me", new { answer_ids = new[] { 1 } })).Code.ShouldBe(50001);
        (await bob.Get($"{path}/answers/1")).Code.ShouldBe(50001);
        (await guild.Owner.Put($"{path}/answers/@me", new { answer_ids = new[] { 1 } })).Ok();
        await guild.Owner.Gateway.Saw("MESSAGE_POLL_VOTE_ADD");
        await bob.Gateway.SawNo("MESSAGE_POLL_VOTE_ADD");
    }

    [Fact]
    public async Task A_poll_ends_by_itself_also_after_a_restart()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var ada = await house.Register("ada");
        var guild = (await ada.Post("/guilds", new { name = "Quiet" })).Ok();
        var channel = guild["system_channel_id"].GetString();
        var made = (await ada.Post($"/channels/{channel}/messages", new { poll = Poll(hours: 1) })).Ok();
        await house.Restart();
        for (var i = 0; i < 200 && !await IsFinal(); i++) time.Advance(TimeSpan.FromMinutes(6));
        (await IsFinal()).ShouldBeTrue();
        (await ada.Get($"/channels/{channel}/messages?limit=1")).Ok().Json[0].GetProperty("type").GetInt32().ShouldBe(46);

        async Task<bool> IsFinal() => (await ada.Get($"/channels/{channel}/messages/{made.Id}")).Ok()["poll"]
            .GetProperty("results").GetProperty("is_finalized").GetBoolean();
    }

    [Fact]
    public async Task A_sticker_is_sent_and_one_that_is_none_is_refused()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        var sticker = (await guild.Owner.Send(HttpMethod.Post, $"/guilds/{guild.Id}/stickers", StickerTests.Upload("dot", pixel))).Ok();
        var messages = $"/channels/{general.Id}/messages";
        var sent = (await bob.Post(messages, new { sticker_ids = new[] { sticker.Id } })).Ok();
        sent["sticker_items"][0].GetProperty("name").GetString().ShouldBe("dot");
        (await bob.Post(messages, new { sticker_ids = new[] { "5" } })).Code.ShouldBe(50081);
        (await bob.Post(messages, new { sticker_ids = new[] { "1", "2", "3", "4" } })).Code.ShouldBe(50035);
        var (other, lobby) = await house.CreateGuild("bob", "Elsewhere");
        await guild.Owner.Gateway.Saw("MESSAGE_CREATE");
        var ada = await other.Join("ada");
        await lobby.Deny(ada, Permissions.UseExternalStickers);
        (await ada.Post($"/channels/{lobby.Id}/messages", new { sticker_ids = new[] { sticker.Id } })).Code.ShouldBe(50600);
    }

    private static object Poll(int hours = 24) => new
    {
        question = new { text = "What next?" },
        answers = new object[]
        {
            new { poll_media = new { text = "Engines", emoji = new { name = "🚂" } } },
            new { poll_media = new { text = "Pumps" } },
        },
        duration = hours,
    };

    private static JsonElement Count(Answer message, int answer) => message.Ok()["poll"].GetProperty("results").GetProperty("answer_counts")
        .EnumerateArray().First(count => count.GetProperty("id").GetInt32() == answer);
}
