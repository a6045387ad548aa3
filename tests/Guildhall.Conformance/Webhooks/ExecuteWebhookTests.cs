using System.Text;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Webhooks;

public sealed class ExecuteWebhookTests
{
    private static async Task<(TestGuild Guild, TestChannel General, string Path, string Id)> Webhook(TestHouse house)
    {
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var made = (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "builds" })).Ok();
        return (guild, general, $"/webhooks/{made.Id}/{made["token"].GetString()}", made.Id);
    }

    [Fact]
    public async Task A_webhook_writes_under_its_own_name_or_another()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, path, id) = await Webhook(house);
        (await house.Nobody.Post(path, new { content = "done" })).ShouldSatisfyAllConditions(
            quiet => quiet.Status.ShouldBe(204), quiet => quiet.Text.ShouldBe(""));
        var seen = await guild.Owner.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "done");
        seen.GetProperty("webhook_id").GetString().ShouldBe(id);
        seen.GetProperty("author").GetProperty("username").GetString().ShouldBe("builds");
        seen.GetProperty("author").GetProperty("bot").GetBoolean().ShouldBeTrue();
        seen.GetProperty("author").GetProperty("id").GetString().ShouldBe(id);
        seen.TryGetProperty("member", out _).ShouldBeFalse();

        var named = (await house.Nobody.Post($"{path}?wait=true", new
        {
            username = "nightly",
            avatar_url = "https://example.org/a.png",
            embeds = new[] { new { title = "ok", description = "all green" } },
        })).Ok();
        named["author"].GetProperty("username").GetString().ShouldBe("nightly");
        named["author"].GetProperty("avatar").GetString()!.Length.ShouldBe(32);
        var history = (await guild.Owner.Get($"/channels/{general.Id}/messages")).Ok();
        history.Json[0].GetProperty("author").GetProperty("username").GetString().ShouldBe("nightly");
        history.Json[1].GetProperty("author").GetProperty("username").GetString().ShouldBe("builds");
        history.Json[0].GetProperty("webhook_id").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task Files_come_in_by_a_webhook_and_go_with_its_message()
    {
        await using var house = await TestHouse.Start();
        var (_, _, path, _) = await Webhook(house);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("""{"content":"log","username":"courier"}""", Encoding.UTF8, "application/json"), "payload_json" },
            { new ByteArrayContent("text"u8.ToArray()), "files[0]", "log.txt" },
        };
        var sent = (await house.Nobody.Send(HttpMethod.Post, $"{path}?wait=true", form)).Ok();
        var url = sent["attachments"][0].GetProperty("url").GetString()!;
        using var http = new HttpClient();
        (await http.GetStringAsync(url)).ShouldBe("text");
        (await house.Nobody.Delete($"{path}/messages/{sent.Id}")).Status.ShouldBe(204);
        (await http.GetAsync(url)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        using var fields = new FormUrlEncodedContent([new("content", "by a form"), new("username", "former")]);
        var plain = (await house.Nobody.Send(HttpMethod.Post, $"{path}?wait=true", fields)).Ok();
        (plain["content"].GetString(), plain["author"].GetProperty("username").GetString()).ShouldBe(("by a form", "former"));
    }

    [Fact]
    public async Task A_webhook_reads_edits_and_deletes_what_it_wrote_and_nothing_else()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, path, _) = await Webhook(house);
        var sent = (await house.Nobody.Post($"{path}?wait=true", new { content = "first" })).Ok();
        (await house.Nobody.Get($"{path}/messages/{sent.Id}")).Ok()["content"].GetString().ShouldBe("first");
        var edited = (await house.Nobody.Patch($"{path}/messages/{sent.Id}", new { content = "second" })).Ok();
        (edited["content"].GetString(), edited["author"].GetProperty("username").GetString()).ShouldBe(("second", "builds"));
        edited["edited_timestamp"].ValueKind.ShouldBe(JsonValueKind.String);
        await guild.Owner.Gateway.Saw("MESSAGE_UPDATE", message => message.GetProperty("content").GetString() == "second");

        var others = await general.Say("mine", by: "ada");
        (await house.Nobody.Get($"{path}/messages/{others}")).Code.ShouldBe(10008);
        (await house.Nobody.Patch($"{path}/messages/{others}", new { content = "yours" })).Code.ShouldBe(10008);
        (await house.Nobody.Delete($"{path}/messages/{others}")).Code.ShouldBe(10008);
        (await house.Nobody.Get($"{path}/messages/@original")).Code.ShouldBe(10008);
        var second = (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "another" })).Ok();
        (await house.Nobody.Delete($"/webhooks/{second.Id}/{second["token"].GetString()}/messages/{sent.Id}")).Code.ShouldBe(10008);
        (await house.Nobody.Delete($"{path}-not/messages/{sent.Id}")).Code.ShouldBe(50027);
        (await house.Nobody.Delete($"{path}/messages/{sent.Id}")).Status.ShouldBe(204);
        await guild.Owner.Gateway.Saw("MESSAGE_DELETE", message => message.GetProperty("id").GetString() == sent.Id);
        (await house.Nobody.Get($"{path}/messages/{sent.Id}")).Code.ShouldBe(10008);
    }

    [Fact]
    public async Task What_a_webhook_may_not_say_is_refused_in_words()
    {
        await using var house = await TestHouse.Start();
        var (_, _, path, id) = await Webhook(house);
        (await house.Nobody.Post(path, new { content = "" })).Code.ShouldBe(50006);
        (await house.Nobody.Post(path, new { content = new string('x', 2_001) })).Code.ShouldBe(50035);
        (await house.Nobody.Post(path, new { content = "x", username = "discord" })).Code.ShouldBe(50035);
        (await house.Nobody.Post(path, new { content = "x", avatar_url = "file:///etc/passwd" })).Code.ShouldBe(50035);
        (await house.Nobody.Post(path, "{")).Code.ShouldBe(50109);
        (await house.Nobody.Post($"{path}?thread_id=5", new { content = "x" })).Code.ShouldBe(10003);
        (await house.Nobody.Post($"{path}?wait=perhaps", new { content = "x" })).Code.ShouldBe(50035);
        (await house.Nobody.Post($"/webhooks/{id}/wrong", new { content = "x" })).ShouldSatisfyAllConditions(
            wrong => wrong.Status.ShouldBe(401), wrong => wrong.Code.ShouldBe(50027));
        (await house.Nobody.Post("/webhooks/5/wrong", new { content = "x" })).Code.ShouldBe(10015);
    }

    [Fact]
    public async Task A_message_by_a_webhook_may_be_answered_pinned_and_deleted_by_moderators()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, path, id) = await Webhook(house);
        var sent = (await house.Nobody.Post($"{path}?wait=true", new { content = $"hello <@{guild.Owner.Id}> @everyone" })).Ok();
        sent["mentions"][0].GetProperty("id").GetString().ShouldBe(guild.Owner.Id);
        sent["mention_everyone"].GetBoolean().ShouldBeTrue();
        var quiet = (await house.Nobody.Post($"{path}?wait=true", new { content = "@everyone", allowed_mentions = new { parse = Array.Empty<string>() } })).Ok();
        quiet["mention_everyone"].GetBoolean().ShouldBeFalse();
        var reply = (await guild.Owner.Post($"/channels/{general.Id}/messages", new { content = "thanks", message_reference = new { message_id = sent.Id } })).Ok();
        reply["referenced_message"].GetProperty("author").GetProperty("username").GetString().ShouldBe("builds");
        (await guild.Owner.Put($"/channels/{general.Id}/messages/pins/{sent.Id}")).Ok();
        (await guild.Owner.Get($"/channels/{general.Id}/pins")).Ok().Json[0].GetProperty("webhook_id").GetString().ShouldBe(id);
        (await guild.Owner.Delete($"/channels/{general.Id}/messages/{sent.Id}")).Ok();
    }

    [Fact]
    public async Task Each_webhook_has_a_window_of_its_own_that_wrong_tokens_do_not_touch()
    {
        await using var house = await TestHouse.Start(options => options with { InsecureNoRateLimits = false, RequestsPerSecond = 1_000 }, new ManualTime());
        var (guild, general, path, id) = await Webhook(house);
        for (var i = 0; i < 5; i++) await house.Nobody.Post($"/webhooks/{id}/wrong", new { content = "x" });
        (await house.Nobody.Post($"/webhooks/{id}/wrong", new { content = "x" })).Status.ShouldBe(429);
        for (var i = 0; i < 5; i++) (await house.Nobody.Post(path, new { content = $"number {i}" })).Status.ShouldBe(204);
        (await guild.Owner.Post($"{path}/slack", new { text = "by another caller" })).Status.ShouldBe(429);
        var second = (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "another" })).Ok();
        (await house.Nobody.Post($"/webhooks/{second.Id}/{second["token"].GetString()}", new { content = "fresh" })).Status.ShouldBe(204);
    }
}
