using System.Text.Json;
using Guildhall.Conformance.Search;
using Guildhall.Testing;

namespace Guildhall.Conformance.Components;

/// <summary>Messages with components: who may send which, what comes back, and who sees it.</summary>
public sealed class MessageComponentTests
{
    private const int OfComponents = 1 << 15;

    [Fact]
    public async Task A_bots_buttons_and_selects_come_back_numbered_to_everybody()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, bot) = await Guild(house);
        var sent = (await bot.Post($"/channels/{general.Id}/messages", new
        {
            content = "choose",
            components = new object[]
            {
                Row(new { type = 2, style = 1, label = "yes", custom_id = "yes" }, new { type = 2, style = 5, label = "more", url = "https://example.org/" }),
                Row(new { type = 3, custom_id = "pick", options = new[] { new { label = "one", value = "1" } } }),
            },
        })).Ok();
        var seen = await guild.Owner.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("content").GetString() == "choose");
        var fetched = (await guild.Owner.Get($"/channels/{general.Id}/messages/{sent.Id}")).Ok();
        foreach (var shown in (JsonElement[])[sent["components"], seen.GetProperty("components"), fetched["components"]])
        {
            shown[0].GetProperty("id").GetInt32().ShouldBe(1);
            shown[0].GetProperty("components")[1].GetProperty("url").GetString().ShouldBe("https://example.org/");
            var select = shown[1].GetProperty("components")[0];
            (select.GetProperty("id").GetInt32(), select.GetProperty("min_values").GetInt32(), select.GetProperty("max_values").GetInt32()).ShouldBe((5, 1, 1));
        }
    }

    [Fact]
    public async Task A_message_of_components_has_no_content_and_stays_one()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, bot) = await Guild(house);
        var path = $"/channels/{general.Id}/messages";
        var refused = await bot.Post(path, new { content = "x", flags = OfComponents, components = new[] { Text("hello") } });
        CodeAt(refused, "content").ShouldBe("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2");
        (await bot.Post(path, new { flags = OfComponents })).Code.ShouldBe(50006);
        CodeAt(await bot.Post(path, new { components = new[] { Text("hello") } }), "components", "0", "type").ShouldBe("UNION_TYPE_CHOICES");

        var sent = (await bot.Post(path, new { flags = OfComponents, components = new[] { Text($"hello <@{guild.Owner.Id}>") } })).Ok();
        (sent["flags"].GetInt32(), sent["content"].GetString(), sent["mentions"].GetArrayLength()).ShouldBe((OfComponents, "", 1));
        var edited = (await bot.Patch($"{path}/{sent.Id}", new { flags = 0, components = new[] { Text("changed") } })).Ok();
        (edited["flags"].GetInt32(), edited["mentions"].GetArrayLength()).ShouldBe((OfComponents, 0));
        var seen = await guild.Owner.Gateway.Saw("MESSAGE_UPDATE", message => message.GetProperty("id").GetString() == sent.Id);
        seen.GetProperty("components")[0].GetProperty("content").GetString().ShouldBe("changed");
        CodeAt(await bot.Patch($"{path}/{sent.Id}", new { content = "back" }), "content").ShouldBe("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2");

        var old = (await bot.Post(path, new { content = "old" })).Ok();
        (await bot.Patch($"{path}/{old.Id}", new { flags = OfComponents, components = new[] { Text("new") } })).Status.ShouldBe(400);
        var turned = (await bot.Patch($"{path}/{old.Id}", new { content = (string?)null, flags = OfComponents, components = new[] { Text("new") } })).Ok();
        (turned["content"].GetString(), turned["flags"].GetInt32()).ShouldBe(("", OfComponents));
    }

    [Fact]
    public async Task Files_are_shown_by_the_components_that_name_them()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, bot) = await Guild(house);
        var payload = JsonSerializer.Serialize(new
        {
            flags = OfComponents,
            components = new object[]
            {
                new { type = 13, file = new { url = "attachment://my log.txt" }, spoiler = true },
                new { type = 12, items = new[] { new { media = new { url = "https://example.org/a.png" } } } },
            },
        });
        var sent = (await general.Upload(bot, payload, ("my log.txt", "text"u8.ToArray()))).Ok();
        sent["attachments"].GetArrayLength().ShouldBe(0);
        var file = sent["components"][0];
        (file.GetProperty("name").GetString(), file.GetProperty("size").GetInt32()).ShouldBe(("my_log.txt", 4));
        using var http = new HttpClient();
        (await http.GetStringAsync(file.GetProperty("file").GetProperty("url").GetString())).ShouldBe("text");

        var attachment = file.GetProperty("file").GetProperty("attachment_id").GetString();
        var path = $"/channels/{general.Id}/messages/{sent.Id}";
        CodeAt(await bot.Patch(path, new { attachments = Array.Empty<object>() }), "components", "0", "file", "url").ShouldBe("UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND");
        (await bot.Patch(path, new { attachments = new[] { new { id = attachment } }, components = new object[] { Text("a"), new { type = 13, file = new { url = "attachment://my_log.txt" } } } })).Ok();
        (await bot.Patch(path, new { attachments = Array.Empty<object>(), components = new object[] { Text("a") } })).Ok();
        CodeAt(await bot.Post($"/channels/{general.Id}/messages", new { flags = OfComponents, components = new object[] { new { type = 13, file = new { url = "attachment://none.txt" } } } }), "components", "0", "file", "url")
            .ShouldBe("UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND");
    }

    [Fact]
    public async Task People_send_what_nobody_has_to_answer()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, _) = await Guild(house);
        var path = $"/channels/{general.Id}/messages";
        CodeAt(await guild.Owner.Post(path, new { content = "x", components = new[] { Row(new { type = 2, style = 1, label = "yes", custom_id = "yes" }) } }), "components", "0", "components", "0", "type")
            .ShouldBe("COMPONENT_INTERACTIVE_NOT_ALLOWED");
        var sent = (await guild.Owner.Post(path, new { flags = OfComponents, components = new[] { Text("plain") } })).Ok();
        (await guild.Owner.Patch($"{path}/{sent.Id}", new { components = new[] { Row(new { type = 3, custom_id = "s", options = new[] { new { label = "a", value = "b" } } }) } })).Status.ShouldBe(400);
        (await guild.Owner.Patch($"{path}/{sent.Id}", new { components = new[] { Text("plainer") } })).Ok()["components"][0].GetProperty("content").GetString().ShouldBe("plainer");
    }

    [Fact]
    public async Task A_webhook_sends_components_when_it_asks_and_answerable_ones_when_an_application_made_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, bot) = await Guild(house);
        var own = (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "builds" })).Ok();
        var path = $"/webhooks/{own.Id}/{own["token"].GetString()}";
        var link = Row(new { type = 2, style = 5, label = "log", url = "https://example.org" });
        var press = Row(new { type = 2, style = 1, label = "again", custom_id = "again" });
        (await house.Nobody.Post($"{path}?wait=true", new { content = "x", components = new[] { press } })).Ok()["components"].GetArrayLength().ShouldBe(0);
        (await house.Nobody.Post($"{path}?wait=true&with_components=true", new { content = "x", components = new[] { press } })).Status.ShouldBe(400);
        var sent = (await house.Nobody.Post($"{path}?wait=true&with_components=true", new { content = "x", components = new[] { link } })).Ok();
        sent["components"].GetArrayLength().ShouldBe(1);
        (await house.Nobody.Patch($"{path}/messages/{sent.Id}", new { components = Array.Empty<object>() })).Ok()["components"].GetArrayLength().ShouldBe(1);
        (await house.Nobody.Patch($"{path}/messages/{sent.Id}?with_components=true", new { components = Array.Empty<object>() })).Ok()["components"].GetArrayLength().ShouldBe(0);

        var made = (await bot.Post($"/channels/{general.Id}/webhooks", new { name = "engine" })).Ok();
        var answered = (await house.Nobody.Post($"/webhooks/{made.Id}/{made["token"].GetString()}?wait=true", new { content = "x", components = new[] { press } })).Ok();
        answered["components"][0].GetProperty("components")[0].GetProperty("custom_id").GetString().ShouldBe("again");
    }

    [Fact]
    public async Task A_bot_without_the_content_intent_sees_no_components()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, bot) = await Guild(house);
        const int guildsAndMessages = 1 | (1 << 9);
        await bot.Connect(guildsAndMessages);
        var sent = (await guild.Owner.Post($"/channels/{general.Id}/messages", new { flags = OfComponents, components = new[] { Text("private words") } })).Ok();
        var seen = await bot.Gateway.Saw("MESSAGE_CREATE", message => message.GetProperty("id").GetString() == sent.Id);
        seen.GetProperty("components").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Texts_of_components_are_judged_and_found_like_contents()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, _) = await Guild(house);
        var bob = await guild.Join("bob");
        await AutoModeration.AutoModerationHouse.Keywords(guild, ["spam"]);
        var path = $"/channels/{general.Id}/messages";
        (await bob.Post(path, new { flags = OfComponents, components = new object[] { new { type = 17, components = new[] { Text("buy spam") } } } })).Code.ShouldBe(200000);
        (await bob.Post(path, new { content = "x", components = new[] { Row(new { type = 2, style = 5, label = "spam", url = "https://example.org" }) } })).Code.ShouldBe(200000);
        var sent = (await bob.Post(path, new { flags = OfComponents, components = new object[] { new { type = 17, components = new[] { Text("the difference engine https://weaving.example/") } } } })).Ok();
        await general.Indexed();
        (await guild.Owner.Search(guild, "content=difference")).ShouldBe([sent.Id]);
        (await guild.Owner.Search(guild, "has=link")).ShouldBe([sent.Id]);
    }

    [Fact]
    public async Task A_forward_shows_the_components_of_its_source()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, bot) = await Guild(house);
        var payload = JsonSerializer.Serialize(new { flags = OfComponents, components = new object[] { Text("look"), new { type = 13, file = new { url = "attachment://a.txt" } } } });
        var sent = (await general.Upload(bot, payload, ("a.txt", "text"u8.ToArray()))).Ok();
        var forward = (await guild.Owner.Post($"/channels/{general.Id}/messages", new { message_reference = new { type = 1, message_id = sent.Id, channel_id = general.Id } })).Ok();
        var inside = forward["message_snapshots"][0].GetProperty("message");
        inside.GetProperty("components")[0].GetProperty("content").GetString().ShouldBe("look");
        (await bot.Delete($"/channels/{general.Id}/messages/{sent.Id}")).Status.ShouldBe(204);
        using var http = new HttpClient();
        (await http.GetStringAsync(inside.GetProperty("components")[1].GetProperty("file").GetProperty("url").GetString())).ShouldBe("text");
    }

    [Fact]
    public async Task A_button_shows_the_guilds_emoji_by_its_id()
    {
        await using var house = await TestHouse.Start();
        var (guild, general, bot) = await Guild(house);
        const string pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        var gear = (await guild.Owner.Post($"/guilds/{guild.Id}/emojis", new { name = "gear", image = pixel })).Ok();
        var sent = (await bot.Post($"/channels/{general.Id}/messages", new { content = "x", components = new[] { Row(new { type = 2, style = 2, custom_id = "g", emoji = new { id = gear.Id } }, new { type = 2, style = 2, custom_id = "h", emoji = new { name = "🔥" } }) } })).Ok();
        var buttons = sent["components"][0].GetProperty("components");
        buttons[0].GetProperty("emoji").GetProperty("name").GetString().ShouldBe("gear");
        buttons[1].GetProperty("emoji").TryGetProperty("id", out _).ShouldBeFalse();
    }

    private static object Row(params object[] inside) => new { type = 1, components = inside };

    private static object Text(string content) => new { type = 10, content };

    private static async Task<(TestGuild Guild, TestChannel General, TestUser Bot)> Guild(TestHouse house)
    {
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bot = await house.CreateBot(guild.Owner, "engine");
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "8", authorize = true })).Ok();
        return (guild, general, bot);
    }

    private static string? CodeAt(Answer refused, params string[] path)
    {
        refused.Status.ShouldBe(400, refused.Text);
        var errors = refused["errors"];
        foreach (var name in path) errors = errors.GetProperty(name);
        return errors.GetProperty("_errors")[0].GetProperty("code").GetString();
    }
}
