using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Guildhall.Testing;

namespace Guildhall.Conformance.Webhooks;

public sealed class ForeignFormatTests
{
    private static async Task<(TestUser Owner, string Path)> Webhook(TestHouse house)
    {
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var made = (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "builds" })).Ok();
        return (guild.Owner, $"/webhooks/{made.Id}/{made["token"].GetString()}");
    }

    [Fact]
    public async Task A_message_in_Slacks_format_becomes_text_and_embeds()
    {
        await using var house = await TestHouse.Start();
        var (owner, path) = await Webhook(house);
        var ok = (await house.Nobody.Post($"{path}/slack", new
        {
            text = "see <https://example.org/x|the page> &amp; tell <!here> <b>",
            username = "slacker",
            attachments = new object[]
            {
                new
                {
                    title = "Deploy", title_link = "https://example.org/deploy", pretext = "before", text = "after", color = "#f00", ts = 1_700_000_000,
                    author_name = "ada", footer = "the end", image_url = "https://example.org/i.png", thumb_url = "javascript:alert(1)",
                    fields = new object[] { new { title = "Stage", value = "live", @short = true }, new { title = "", value = "dropped" } },
                },
                new { },
            },
        })).Ok();
        (ok.Status, ok.Text).ShouldBe((200, "\"ok\""));
        var seen = await owner.Gateway.Saw("MESSAGE_CREATE");
        seen.GetProperty("content").GetString().ShouldBe("see [the page](https://example.org/x) & tell @here <b>");
        seen.GetProperty("author").GetProperty("username").GetString().ShouldBe("slacker");
        seen.GetProperty("embeds").GetArrayLength().ShouldBe(1);
        var embed = seen.GetProperty("embeds")[0];
        embed.GetProperty("description").GetString().ShouldBe("before\nafter");
        embed.GetProperty("color").GetInt32().ShouldBe(0xFF0000);
        embed.GetProperty("url").GetString().ShouldBe("https://example.org/deploy");
        embed.GetProperty("fields").GetArrayLength().ShouldBe(1);
        embed.GetProperty("fields")[0].GetProperty("inline").GetBoolean().ShouldBeTrue();
        embed.TryGetProperty("thumbnail", out _).ShouldBeFalse();
        embed.GetProperty("timestamp").GetString()!.ShouldStartWith("2023-11-14T22:13:20");
    }

    [Fact]
    public async Task Slacks_older_form_with_a_payload_field_is_read_too()
    {
        await using var house = await TestHouse.Start();
        var (owner, path) = await Webhook(house);
        using var form = new FormUrlEncodedContent([new("payload", """{"text":"from a form"}""")]);
        (await house.Nobody.Send(HttpMethod.Post, $"{path}/slack", form)).Ok();
        (await owner.Gateway.Saw("MESSAGE_CREATE")).GetProperty("content").GetString().ShouldBe("from a form");
        (await house.Nobody.Post($"{path}/slack", new { text = "" })).Code.ShouldBe(50006);
        (await house.Nobody.Post($"{path}/slack", new { text = new string('x', 2_001) })).Code.ShouldBe(50035);
        (await house.Nobody.Post($"{path}x/slack", new { text = "x" })).Code.ShouldBe(50027);
    }

    [Theory]
    [InlineData("push", """{"ref":"refs/heads/main","compare":"https://example.org/c","commits":[{"id":"0123456789","url":"https://example.org/1","message":"First\n\nlong","author":{"name":"Ada"}},{"id":"abcdefabcd","url":"https://example.org/2","message":"Second","author":{"name":"Bob","username":"bob"}}]}""", "[ada/engine:main] 2 new commits")]
    [InlineData("push", """{"ref":"refs/heads/main","forced":true,"head_commit":{"id":"0123456789"},"commits":[]}""", "[ada/engine] Branch main was force-pushed to `0123456`")]
    [InlineData("issues", """{"action":"opened","issue":{"id":1,"number":7,"html_url":"https://example.org/7","title":"It breaks","body":"how"}}""", "[ada/engine] Issue opened: #7 It breaks")]
    [InlineData("issues", """{"action":"closed","issue":{"id":1,"number":7,"html_url":"https://example.org/7","title":"It breaks"}}""", "[ada/engine] Issue closed: #7 It breaks")]
    [InlineData("issue_comment", """{"action":"created","issue":{"number":7,"title":"It breaks"},"comment":{"id":2,"html_url":"https://example.org/7#2","body":"I see"}}""", "[ada/engine] New comment on issue #7 It breaks")]
    [InlineData("issue_comment", """{"action":"created","issue":{"number":8,"title":"Fix","pull_request":{}},"comment":{"id":2,"html_url":"https://example.org/8#2","body":"I see"}}""", "[ada/engine] New comment on pull request #8 Fix")]
    [InlineData("pull_request", """{"action":"opened","pull_request":{"number":8,"title":"Fix","html_url":"https://example.org/8"}}""", "[ada/engine] Pull request opened: #8 Fix")]
    [InlineData("pull_request", """{"action":"closed","pull_request":{"number":8,"title":"Fix","merged":true}}""", "[ada/engine] Pull request merged: #8 Fix")]
    [InlineData("pull_request_review", """{"action":"submitted","pull_request":{"number":8,"title":"Fix"},"review":{"state":"approved","html_url":"https://example.org/r"}}""", "[ada/engine] Pull request approved: #8 Fix")]
    [InlineData("pull_request_review_comment", """{"action":"created","pull_request":{"number":8,"title":"Fix"},"comment":{"body":"here"}}""", "[ada/engine] New review comment on pull request #8 Fix")]
    [InlineData("commit_comment", """{"action":"created","comment":{"commit_id":"0123456789","body":"why"}}""", "[ada/engine] New comment on commit `0123456`")]
    [InlineData("create", """{"ref":"v1","ref_type":"tag"}""", "[ada/engine] New tag: v1")]
    [InlineData("delete", """{"ref":"old","ref_type":"branch"}""", "[ada/engine] Deleted branch: old")]
    [InlineData("fork", """{"forkee":{"full_name":"bob/engine"}}""", "[ada/engine] Forked as bob/engine")]
    [InlineData("watch", """{"action":"started"}""", "[ada/engine] New star")]
    [InlineData("release", """{"action":"published","release":{"tag_name":"v2"}}""", "[ada/engine] New release: v2")]
    [InlineData("member", """{"action":"added","member":{"login":"bob"}}""", "[ada/engine] New collaborator: bob")]
    [InlineData("check_run", """{"action":"completed","check_run":{"name":"tests","conclusion":"failure","check_suite":{"head_branch":"main"}}}""", "[ada/engine] tests: failure on main")]
    [InlineData("check_suite", """{"action":"completed","check_suite":{"conclusion":"success","head_sha":"0123456789","app":{"name":"builder"}}}""", "[ada/engine] builder: success on 0123456")]
    [InlineData("discussion", """{"action":"created","discussion":{"number":3,"title":"Why"}}""", "[ada/engine] Discussion opened: #3 Why")]
    [InlineData("discussion_comment", """{"action":"created","discussion":{"number":3,"title":"Why"},"comment":{"body":"so"}}""", "[ada/engine] New comment on discussion #3 Why")]
    [InlineData("", """{"action":"opened","issue":{"number":7,"title":"No header"}}""", "[ada/engine] Issue opened: #7 No header")]
    public async Task An_event_of_a_repository_is_told_in_an_embed(string kind, string body, string title)
    {
        await using var house = await TestHouse.Start();
        var (owner, path) = await Webhook(house);
        (await Send(house, path, kind, body)).Status.ShouldBe(204);
        var embed = (await owner.Gateway.Saw("MESSAGE_CREATE")).GetProperty("embeds")[0];
        embed.GetProperty("title").GetString().ShouldBe(title);
        embed.GetProperty("author").GetProperty("name").GetString().ShouldBe("ada");
    }

    [Fact]
    public async Task Events_without_news_are_taken_in_silence_and_hostile_ones_do_no_harm()
    {
        await using var house = await TestHouse.Start();
        var (owner, path) = await Webhook(house);
        (await Send(house, path, "ping", "{}")).Status.ShouldBe(204);
        (await Send(house, path, "issues", """{"action":"labeled","issue":{"number":1}}""")).Status.ShouldBe(204);
        (await Send(house, path, "push", """{"commits":5,"ref":null}""")).Status.ShouldBe(204);
        (await house.Nobody.Post($"{path}/github", new { action = "opened" })).Code.ShouldBe(50035);
        await owner.Gateway.SawNo("MESSAGE_CREATE");
        var title = new string('t', 100_000);
        (await Send(house, path, "issues", JsonSerializer.Serialize(new { action = "opened", issue = new { number = "7", title, body = title, html_url = "javascript:x" } }))).Status.ShouldBe(204);
        var embed = (await owner.Gateway.Saw("MESSAGE_CREATE")).GetProperty("embeds")[0];
        embed.GetProperty("title").GetString()!.Length.ShouldBe(256);
        embed.TryGetProperty("url", out _).ShouldBeFalse();
    }

    private static async Task<Answer> Send(TestHouse house, string path, string kind, string body)
    {
        var sent = JsonNode.Parse(body)!.AsObject();
        sent["sender"] = JsonNode.Parse("""{"id":1,"login":"ada","html_url":"https://example.org/ada","avatar_url":"https://example.org/ada.png"}""");
        sent["repository"] = JsonNode.Parse("""{"id":1,"name":"engine","full_name":"ada/engine","html_url":"https://example.org/e"}""");
        using var content = new StringContent(sent.ToJsonString(), Encoding.UTF8, "application/json");
        if (kind.Length > 0) content.Headers.Add("X-GitHub-Event", kind);
        return await house.Nobody.Send(HttpMethod.Post, $"{path}/github", content);
    }
}
