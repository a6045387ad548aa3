using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Announcements;

public sealed class AnnouncementTests
{
    private const int Crossposted = 1;
    private const int IsCrosspost = 2;
    private const int SourceDeleted = 8;

    private static async Task<(TestGuild Press, TestChannel News, TestGuild Town, TestChannel Board)> Followed(TestHouse house)
    {
        var (press, _) = await house.CreateGuild(owner: "ada", name: "The press");
        var news = new TestChannel(house, press, (await press.Owner.Post($"/guilds/{press.Id}/channels", new { name = "news", type = 5 })).Ok().Id);
        var (town, board) = await house.CreateGuild(owner: "bob", name: "The town");
        (await press.Join("bob")).Id.ShouldBe(town.Owner.Id);
        var followed = (await town.Owner.Post($"/channels/{news.Id}/followers", new { webhook_channel_id = board.Id })).Ok();
        followed["channel_id"].GetString().ShouldBe(news.Id);
        return (press, news, town, board);
    }

    private static Task<JsonElement> Came(TestGuild town, TestChannel board, string content) => town.Owner.Gateway.Saw(
        "MESSAGE_CREATE",
        message => message.GetProperty("channel_id").GetString() == board.Id && message.GetProperty("content").GetString() == content);

    [Fact]
    public async Task Following_puts_a_webhook_and_a_notice_into_the_channel()
    {
        await using var house = await TestHouse.Start();
        var (press, news, town, board) = await Followed(house);
        var notice = await town.Owner.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("type").GetInt32() == 12);
        notice.GetProperty("content").GetString().ShouldBe("The press #news");
        notice.GetProperty("message_reference").GetProperty("channel_id").GetString().ShouldBe(news.Id);
        notice.GetProperty("message_reference").GetProperty("guild_id").GetString().ShouldBe(press.Id);
        await town.Owner.Gateway.Saw("WEBHOOKS_UPDATE", update => update.GetProperty("channel_id").GetString() == board.Id);
        var webhook = (await town.Owner.Get($"/channels/{board.Id}/webhooks")).Ok().Json[0];
        (webhook.GetProperty("type").GetInt32(), webhook.GetProperty("name").GetString()).ShouldBe((2, "The press #news"));
        webhook.GetProperty("source_guild").GetProperty("id").GetString().ShouldBe(press.Id);
        webhook.GetProperty("source_channel").GetProperty("name").GetString().ShouldBe("news");
        webhook.TryGetProperty("token", out _).ShouldBeFalse();
        (await town.Owner.Get($"/guilds/{town.Id}/audit-logs?action_type=50")).Ok()["audit_log_entries"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_published_message_comes_to_followers_and_its_edits_and_end_follow()
    {
        await using var house = await TestHouse.Start();
        var (press, news, town, board) = await Followed(house);
        var said = await news.Say("the bridge is open @everyone", by: "ada");
        var published = (await press.Owner.Post($"/channels/{news.Id}/messages/{said}/crosspost")).Ok();
        (published["flags"].GetInt32() & Crossposted).ShouldBe(Crossposted);
        await press.Owner.Gateway.Saw("MESSAGE_UPDATE", update => update.GetProperty("id").GetString() == said && (update.GetProperty("flags").GetInt32() & Crossposted) != 0);

        var copy = await Came(town, board, "the bridge is open @everyone");
        (copy.GetProperty("flags").GetInt32() & IsCrosspost).ShouldBe(IsCrosspost);
        copy.GetProperty("author").GetProperty("username").GetString().ShouldBe("The press #news");
        copy.GetProperty("message_reference").GetProperty("message_id").GetString().ShouldBe(said);
        copy.GetProperty("mention_everyone").GetBoolean().ShouldBeFalse();
        var id = copy.GetProperty("id").GetString();

        (await press.Owner.Patch($"/channels/{news.Id}/messages/{said}", new { content = "the bridge is closed" })).Ok();
        await town.Owner.Gateway.Saw("MESSAGE_UPDATE", update => update.GetProperty("id").GetString() == id && update.GetProperty("content").GetString() == "the bridge is closed");
        (await press.Owner.Delete($"/channels/{news.Id}/messages/{said}")).Ok();
        var last = await town.Owner.Gateway.Saw("MESSAGE_UPDATE", update => update.GetProperty("id").GetString() == id && (update.GetProperty("flags").GetInt32() & SourceDeleted) != 0);
        last.GetProperty("content").GetString()!.ShouldNotContain("bridge");
        (await town.Owner.Get($"/channels/{board.Id}/messages/{id}")).Ok()["webhook_id"].GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_copy_shows_the_files_of_its_source()
    {
        await using var house = await TestHouse.Start();
        var (press, news, town, board) = await Followed(house);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""{"content":"a map"}"""), "payload_json" },
            { new ByteArrayContent("map"u8.ToArray()), "files[0]", "map.txt" },
        };
        var said = (await press.Owner.Send(HttpMethod.Post, $"/channels/{news.Id}/messages", form)).Ok();
        (await press.Owner.Post($"/channels/{news.Id}/messages/{said.Id}/crosspost")).Ok();
        var copy = await Came(town, board, "a map");
        var url = copy.GetProperty("attachments")[0].GetProperty("url").GetString()!;
        using var http = new HttpClient();
        (await http.GetStringAsync(url)).ShouldBe("map");
        (await town.Owner.Delete($"/channels/{board.Id}/messages/{copy.GetProperty("id").GetString()}")).Ok();
        (await http.GetStringAsync(url)).ShouldBe("map");
    }

    [Fact]
    public async Task Who_stops_following_gets_nothing_more_and_others_still_do()
    {
        await using var house = await TestHouse.Start();
        var (press, news, town, board) = await Followed(house);
        var second = await town.CreateChannel("second");
        (await town.Owner.Post($"/channels/{news.Id}/followers", new { webhook_channel_id = second.Id })).Ok();
        var webhook = (await town.Owner.Get($"/channels/{board.Id}/webhooks")).Ok().Json[0].GetProperty("id").GetString();
        (await town.Owner.Delete($"/webhooks/{webhook}")).Ok();
        var said = await news.Say("still here", by: "ada");
        (await press.Owner.Post($"/channels/{news.Id}/messages/{said}/crosspost")).Ok();
        await Came(town, second, "still here");
        await town.Owner.Gateway.SawNo("MESSAGE_CREATE", message => message.GetProperty("channel_id").GetString() == board.Id && message.GetProperty("content").GetString() == "still here");
    }

    [Fact]
    public async Task Publishing_and_following_have_their_rules()
    {
        await using var house = await TestHouse.Start();
        var (press, news, town, board) = await Followed(house);
        var plain = await press.CreateChannel("plain");
        var here = await plain.Say("not news", by: "ada");
        (await press.Owner.Post($"/channels/{plain.Id}/messages/{here}/crosspost")).Code.ShouldBe(50024);
        (await press.Owner.Post($"/channels/{news.Id}/messages/5/crosspost")).Code.ShouldBe(10008);
        var said = await news.Say("news", by: "ada");
        var bob = town.Owner;
        (await bob.Post($"/channels/{news.Id}/messages/{said}/crosspost")).Code.ShouldBe(50013);
        (await press.Owner.Post($"/channels/{news.Id}/messages/{said}/crosspost")).Ok();
        (await press.Owner.Post($"/channels/{news.Id}/messages/{said}/crosspost")).Code.ShouldBe(40033);
        var own = await news.Say("bob's own", by: "bob");
        (await bob.Post($"/channels/{news.Id}/messages/{own}/crosspost")).Ok();

        (await bob.Post($"/channels/{plain.Id}/followers", new { webhook_channel_id = board.Id })).Code.ShouldBe(50024);
        (await bob.Post($"/channels/{news.Id}/followers", new { webhook_channel_id = plain.Id })).Code.ShouldBe(50013);
        (await bob.Post($"/channels/{news.Id}/followers", new { })).Code.ShouldBe(50035);
        (await bob.Post("/channels/5/followers", new { webhook_channel_id = board.Id })).Code.ShouldBe(10003);
        var carol = await house.User("carol");
        (await carol.Post($"/channels/{news.Id}/followers", new { webhook_channel_id = board.Id })).Code.ShouldBe(50001);
    }

    [Fact]
    public async Task A_channel_publishes_ten_messages_an_hour()
    {
        await using var house = await TestHouse.Start();
        var (press, news, _, _) = await Followed(house);
        for (var i = 0; i < 10; i++)
        {
            var said = await news.Say($"number {i}", by: "ada");
            (await press.Owner.Post($"/channels/{news.Id}/messages/{said}/crosspost")).Ok();
        }

        var last = await news.Say("one more", by: "ada");
        var refused = await press.Owner.Post($"/channels/{news.Id}/messages/{last}/crosspost");
        refused.Status.ShouldBe(429);
        refused["retry_after"].GetDouble().ShouldBeInRange(1, 3_600);
        refused.Headers.GetValues("X-RateLimit-Scope").Single().ShouldBe("shared");
    }

    [Fact]
    public async Task A_channel_that_is_gone_is_followed_by_nobody_new()
    {
        await using var house = await TestHouse.Start();
        var (press, news, town, board) = await Followed(house);
        (await press.Owner.Delete($"/channels/{news.Id}")).Ok();
        var webhook = (await town.Owner.Get($"/channels/{board.Id}/webhooks")).Ok().Json[0];
        webhook.GetProperty("source_channel").GetProperty("id").GetString().ShouldBe(news.Id);
        (await town.Owner.Post($"/channels/{news.Id}/followers", new { webhook_channel_id = board.Id })).Code.ShouldBe(10003);
    }
}
