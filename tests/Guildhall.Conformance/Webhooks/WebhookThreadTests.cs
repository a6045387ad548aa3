using Guildhall.Testing;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Conformance.Webhooks;

public sealed class WebhookThreadTests
{
    private static async Task<string> Webhook(TestGuild guild, string channel)
    {
        var made = (await guild.Owner.Post($"/channels/{channel}/webhooks", new { name = "builds" })).Ok();
        return $"/webhooks/{made.Id}/{made["token"].GetString()}";
    }

    [Fact]
    public async Task A_webhook_writes_in_the_threads_of_its_channel_and_in_no_other()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var other = await guild.CreateChannel("other");
        var thread = (await guild.Owner.Post($"/channels/{general.Id}/threads", new { name = "a thread", type = 11 })).Ok();
        var elsewhere = (await guild.Owner.Post($"/channels/{other.Id}/threads", new { name = "elsewhere", type = 11 })).Ok();
        var path = await Webhook(guild, general.Id);
        var sent = (await house.Nobody.Post($"{path}?wait=true&thread_id={thread.Id}", new { content = "inside" })).Ok();
        sent["channel_id"].GetString().ShouldBe(thread.Id);
        (await house.Nobody.Patch($"{path}/messages/{sent.Id}?thread_id={thread.Id}", new { content = "changed" })).Ok();
        (await house.Nobody.Get($"{path}/messages/{sent.Id}")).Code.ShouldBe(10008);
        (await house.Nobody.Post($"{path}?thread_id={elsewhere.Id}", new { content = "x" })).Code.ShouldBe(10003);
        (await house.Nobody.Post($"{path}?thread_id={other.Id}", new { content = "x" })).Code.ShouldBe(10003);
        (await house.Nobody.Post(path, new { content = "x", thread_name = "new" })).Code.ShouldBe(220003);
        (await house.Nobody.Delete($"{path}/messages/{sent.Id}?thread_id={thread.Id}")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task In_a_forum_a_webhook_begins_posts_with_tags()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var forum = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "builds", type = 15, available_tags = new[] { new { name = "red" } } })).Ok();
        var tag = forum["available_tags"][0].GetProperty("id").GetString();
        var path = await Webhook(guild, forum.Id);
        var sent = (await house.Nobody.Post($"{path}?wait=true", new { content = "it broke", thread_name = "Build 7", applied_tags = new[] { tag } })).Ok();
        sent["channel_id"].GetString().ShouldBe(sent.Id);
        var seen = await guild.Owner.Gateway.Saw("THREAD_CREATE", thread => thread.GetProperty("id").GetString() == sent.Id);
        seen.GetProperty("name").GetString().ShouldBe("Build 7");
        seen.GetProperty("applied_tags")[0].GetString().ShouldBe(tag);
        (await house.Nobody.Post($"{path}?thread_id={sent.Id}", new { content = "it is fixed" })).Status.ShouldBe(204);
        (await guild.Owner.Get($"/channels/{sent.Id}/messages")).Ok().Json.GetArrayLength().ShouldBe(2);
        (await house.Nobody.Post(path, new { content = "nowhere" })).Code.ShouldBe(220001);
        (await house.Nobody.Post($"{path}/slack", new { text = "nowhere" })).Code.ShouldBe(220001);
        (await house.Nobody.Post($"{path}?thread_id={sent.Id}", new { content = "x", thread_name = "both" })).Code.ShouldBe(220002);
        (await house.Nobody.Post(path, new { content = "x", thread_name = "tagged", applied_tags = new[] { "5" } })).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_picture_that_a_message_names_is_fetched_once_and_served_from_here()
    {
        byte[] gif = [.. "GIF89a"u8, 3, 0, 2, 0, 0, 0, 0, (byte)';'];
        await using var site = await TestSite.Start(http =>
        {
            http.Response.ContentType = "image/gif";
            return http.Response.Body.WriteAsync(gif).AsTask();
        });
        await using var house = await TestHouse.Start(options => options with { LinkPreviews = true, LinkHosts = ["127.0.0.1"] });
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var path = await Webhook(guild, general.Id);
        for (var i = 0; i < 3; i++) (await house.Nobody.Post(path, new { content = $"number {i}", avatar_url = $"{site.Address}a.gif" })).Ok();
        var sent = (await house.Nobody.Post($"{path}?wait=true", new { content = "last", avatar_url = $"{site.Address}a.gif" })).Ok();
        var author = sent["author"];
        using var http = new HttpClient();
        var url = $"{house.BaseUrl}avatars/{author.GetProperty("id").GetString()}/{author.GetProperty("avatar").GetString()}.png";
        while (true)
        {
            using var answer = await http.GetAsync(url, TestContext.Current.CancellationToken);
            if (!answer.IsSuccessStatusCode) continue;
            (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(gif);
            break;
        }

        site.Requests.ShouldBe(1);
    }
}
