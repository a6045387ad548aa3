using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Messages;

public sealed class CreateMessageTests
{
    [Fact]
    public async Task A_message_reaches_everybody_who_may_view_the_channel()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var sent = (await guild.Owner.Post($"/channels/{general.Id}/messages", new { content = "  hello  ", nonce = "n1" })).Ok();
        sent.Status.ShouldBe(200);
        sent["content"].GetString().ShouldBe("hello");
        sent["nonce"].GetString().ShouldBe("n1");
        sent["author"].GetProperty("id").GetString().ShouldBe(guild.Owner.Id);
        var seen = await bob.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("id").GetString() == sent.Id);
        seen.GetProperty("content").GetString().ShouldBe("hello");
        seen.GetProperty("guild_id").GetString().ShouldBe(guild.Id);
        seen.GetProperty("channel_type").GetInt32().ShouldBe(0);
        seen.GetProperty("nonce").GetString().ShouldBe("n1");
        seen.GetProperty("member").GetProperty("joined_at").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_member_who_cannot_view_the_channel_hears_nothing_and_cannot_write()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        await general.Deny(bob, Permissions.ViewChannel);
        await general.Say("secret", by: "ada");
        await bob.Gateway.SawNo("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "secret");
        var refused = await bob.Post($"/channels/{general.Id}/messages", new { content = "let me in" });
        (refused.Status, refused.Code).ShouldBe((403, 50001));
    }

    [Fact]
    public async Task Who_may_not_send_is_told_so()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        await general.Deny(bob, Permissions.SendMessages);
        var refused = await bob.Post($"/channels/{general.Id}/messages", new { content = "no" });
        (refused.Status, refused.Code).ShouldBe((403, 50013));
        (await house.Nobody.Post($"/channels/{general.Id}/messages", new { content = "no" })).Status.ShouldBe(401);
        var unknown = await bob.Post("/channels/1/messages", new { content = "no" });
        (unknown.Status, unknown.Code).ShouldBe((404, 10003));
    }

    [Fact]
    public async Task A_category_holds_no_messages()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var channels = (await guild.Owner.Get($"/guilds/{guild.Id}/channels")).Ok().Json;
        var category = channels.EnumerateArray().First(channel => channel.GetProperty("type").GetInt32() == 4).GetProperty("id").GetString();
        var refused = await guild.Owner.Post($"/channels/{category}/messages", new { content = "no" });
        (refused.Status, refused.Code).ShouldBe((400, 50008));
    }

    [Theory]
    [InlineData("{}", 50006)]
    [InlineData("""{"content":"   "}""", 50006)]
    [InlineData("""{"content":null,"embeds":[]}""", 50006)]
    [InlineData("""{"content":""", 50109)]
    [InlineData("""[1]""", 50035)]
    public async Task An_empty_or_broken_body_is_refused(string body, int code)
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var refused = await guild.Owner.Post($"/channels/{general.Id}/messages", body);
        (refused.Status, refused.Code).ShouldBe((400, code));
    }

    [Fact]
    public async Task Wrong_fields_are_named_where_they_stand()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var refused = await guild.Owner.Post($"/channels/{general.Id}/messages", new
        {
            content = new string('x', 2001),
            embeds = new object[] { new { title = new string('t', 257), url = "ftp://example.org", fields = new[] { new { name = "", value = "v" } } }, new { } },
            allowed_mentions = new { parse = new[] { "users", "everything" }, users = new[] { "1" } },
            nonce = new string('n', 26),
        });
        (refused.Status, refused.Code).ShouldBe((400, 50035));
        var errors = refused["errors"];
        CodeAt(errors, "content").ShouldBe("BASE_TYPE_MAX_LENGTH");
        CodeAt(errors, "embeds", "0", "title").ShouldBe("BASE_TYPE_MAX_LENGTH");
        CodeAt(errors, "embeds", "0", "url").ShouldBe("URL_TYPE_INVALID_SCHEME");
        CodeAt(errors, "embeds", "0", "fields", "0", "name").ShouldBe("BASE_TYPE_REQUIRED");
        CodeAt(errors, "embeds", "1", "description").ShouldBe("BASE_TYPE_REQUIRED");
        CodeAt(errors, "allowed_mentions").ShouldBe("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE");
        CodeAt(errors, "allowed_mentions", "parse", "1").ShouldBe("BASE_TYPE_CHOICES");
        CodeAt(errors, "nonce").ShouldBe("BASE_TYPE_MAX_LENGTH");
    }

    [Fact]
    public async Task What_the_server_cannot_do_yet_is_refused_in_words()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var refused = await guild.Owner.Post($"/channels/{general.Id}/messages", """{"content":"x","shared_client_theme":{}}""");
        refused.Code.ShouldBe(50035);
        CodeAt(refused["errors"], "shared_client_theme").ShouldBe("FEATURE_NOT_SUPPORTED");
    }

    [Fact]
    public async Task A_text_that_is_no_unicode_is_an_error_of_its_field()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var refused = await guild.Owner.Post($"/channels/{general.Id}/messages", """{"content":"\ud800"}""");
        (refused.Status, refused.Code).ShouldBe((400, 50035));
        using var broken = new ByteArrayContent([.. "{\"flags\":[\""u8, 0xA5, .. "\"]}"u8]);
        broken.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        (await guild.Owner.Send(HttpMethod.Post, $"/channels/{general.Id}/messages", broken)).Code.ShouldBe(50109);
    }

    [Fact]
    public async Task Embeds_come_back_as_they_were_sent()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var embed = new
        {
            title = "t",
            description = "d",
            url = "https://example.org/a",
            color = 0xFF8800,
            timestamp = "2026-01-02T03:04:05Z",
            footer = new { text = "f" },
            author = new { name = "a" },
            image = new { url = "https://example.org/i.png" },
            fields = new[] { new { name = "n", value = "v", inline = true } },
        };
        var sent = (await bob.Post($"/channels/{general.Id}/messages", new { embeds = new[] { embed } })).Ok();
        var shown = sent["embeds"][0];
        shown.GetProperty("type").GetString().ShouldBe("rich");
        shown.GetProperty("color").GetInt32().ShouldBe(0xFF8800);
        shown.GetProperty("fields")[0].GetProperty("inline").GetBoolean().ShouldBeTrue();
        await general.Deny(bob, Permissions.EmbedLinks);
        (await bob.Post($"/channels/{general.Id}/messages", new { embeds = new[] { embed } })).Code.ShouldBe(50013);
    }

    [Fact]
    public async Task Replies_name_what_they_answer_and_mention_its_author()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var question = await general.Say("why?", by: "ada");
        var reply = (await bob.Post($"/channels/{general.Id}/messages", new { content = "because", message_reference = new { message_id = question } })).Ok();
        reply["type"].GetInt32().ShouldBe(19);
        reply["referenced_message"].GetProperty("content").GetString().ShouldBe("why?");
        reply["message_reference"].GetProperty("message_id").GetString().ShouldBe(question);
        reply["mentions"][0].GetProperty("id").GetString().ShouldBe(guild.Owner.Id);
        var quiet = (await bob.Post($"/channels/{general.Id}/messages", new
        {
            content = "because",
            message_reference = new { message_id = question },
            allowed_mentions = new { parse = Array.Empty<string>() },
        })).Ok();
        quiet["mentions"].GetArrayLength().ShouldBe(0);
        var lost = await bob.Post($"/channels/{general.Id}/messages", new { content = "x", message_reference = new { message_id = "1" } });
        CodeAt(lost["errors"], "message_reference").ShouldBe("MESSAGE_REFERENCE_UNKNOWN_MESSAGE");
        var forgiving = (await bob.Post(
            $"/channels/{general.Id}/messages", new { content = "x", message_reference = new { message_id = "1", fail_if_not_exists = false } })).Ok();
        forgiving["type"].GetInt32().ShouldBe(0);
        (await guild.Owner.Delete($"/channels/{general.Id}/messages/{question}")).Ok();
        (await bob.Get($"/channels/{general.Id}/messages/{reply.Id}")).Ok()["referenced_message"].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Mentions_reach_members_and_respect_permissions()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var role = await guild.CreateRole("quiet", Permissions.None);
        await general.Deny(bob, Permissions.MentionEveryone);
        var content = $"<@{guild.Owner.Id}> <@!{bob.Id}> <@1> <@&{role}> @everyone `<@{bob.Id}>`";
        var byBob = (await bob.Post($"/channels/{general.Id}/messages", new { content })).Ok();
        byBob["mentions"].EnumerateArray().Select(user => user.GetProperty("id").GetString()).ShouldBe([guild.Owner.Id, bob.Id]);
        byBob["mention_roles"].GetArrayLength().ShouldBe(0);
        byBob["mention_everyone"].GetBoolean().ShouldBeFalse();
        var byOwner = (await guild.Owner.Post($"/channels/{general.Id}/messages", new { content })).Ok();
        byOwner["mention_roles"][0].GetString().ShouldBe(role);
        byOwner["mention_everyone"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task An_enforced_nonce_makes_one_message_even_across_a_restart()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var body = new { content = "once", nonce = "same", enforce_nonce = true };
        var first = (await guild.Owner.Post($"/channels/{general.Id}/messages", body)).Ok();
        (await guild.Owner.Post($"/channels/{general.Id}/messages", body)).Ok().Id.ShouldBe(first.Id);
        await house.Restart();
        (await guild.Owner.Post($"/channels/{general.Id}/messages", body)).Ok().Id.ShouldBe(first.Id);
        (await guild.Owner.Get($"/channels/{general.Id}/messages")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await guild.Owner.Post($"/channels/{general.Id}/messages", new { content = "other", nonce = 12345, enforce_nonce = true })).Ok()["nonce"]
            .GetInt32().ShouldBe(12345);
    }

    [Fact]
    public async Task Slowmode_holds_members_back_and_not_those_who_manage()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        (await guild.Owner.Patch($"/channels/{general.Id}", new { rate_limit_per_user = 600 })).Ok();
        await general.Say("one", by: "bob");
        var refused = await bob.Post($"/channels/{general.Id}/messages", new { content = "two" });
        (refused.Status, refused.Code).ShouldBe((429, 20016));
        refused["retry_after"].GetDouble().ShouldBeGreaterThan(0);
        await general.Say("one", by: "ada");
        await general.Say("two", by: "ada");
    }

    [Fact]
    public async Task Who_joins_is_greeted_in_the_system_channel()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var greeting = await guild.Owner.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("type").GetInt32() == 7);
        greeting.GetProperty("author").GetProperty("id").GetString().ShouldBe(bob.Id);
        greeting.GetProperty("channel_id").GetString().ShouldBe(general.Id);
        (await bob.Get($"/channels/{general.Id}/messages")).Ok().Json.GetArrayLength().ShouldBe(1);
    }

    private static string? CodeAt(JsonElement errors, params string[] path)
    {
        foreach (var name in path) errors = errors.GetProperty(name);
        return errors.GetProperty("_errors")[0].GetProperty("code").GetString();
    }
}
