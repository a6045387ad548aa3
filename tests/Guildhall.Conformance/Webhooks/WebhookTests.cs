using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Webhooks;

public sealed class WebhookTests
{
    private const string Pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private const int GuildWebhooksIntent = 1 << 5;

    [Fact]
    public async Task A_webhook_is_made_listed_changed_and_deleted()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var made = (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "  builds ", avatar = Pixel })).Ok();
        made.Status.ShouldBe(200);
        (made["type"].GetInt32(), made["name"].GetString(), made["channel_id"].GetString()).ShouldBe((1, "builds", general.Id));
        made["user"].GetProperty("id").GetString().ShouldBe(guild.Owner.Id);
        made["application_id"].ValueKind.ShouldBe(JsonValueKind.Null);
        var token = made["token"].GetString()!;
        token.Length.ShouldBe(68);
        made["url"].GetString().ShouldBe($"{house.BaseUrl.ToString().TrimEnd('/')}/api/webhooks/{made.Id}/{token}");
        await guild.Owner.Gateway.Saw("WEBHOOKS_UPDATE", update => update.GetProperty("channel_id").GetString() == general.Id);
        using var http = new HttpClient();
        (await http.GetAsync($"{house.BaseUrl}avatars/{made.Id}/{made["avatar"].GetString()}.png")).IsSuccessStatusCode.ShouldBeTrue();

        (await guild.Owner.Get($"/channels/{general.Id}/webhooks")).Ok().Json[0].GetProperty("token").GetString().ShouldBe(token);
        (await guild.Owner.Get($"/guilds/{guild.Id}/webhooks")).Ok().Json.GetArrayLength().ShouldBe(1);
        (await guild.Owner.Get($"/webhooks/{made.Id}")).Ok()["token"].GetString().ShouldBe(token);
        var other = await guild.CreateChannel("other");
        var changed = (await guild.Owner.Patch($"/webhooks/{made.Id}", new { name = "releases", channel_id = other.Id, avatar = (string?)null })).Ok();
        (changed["name"].GetString(), changed["channel_id"].GetString(), changed["avatar"].ValueKind).ShouldBe(("releases", other.Id, JsonValueKind.Null));
        await guild.Owner.Gateway.Saw("WEBHOOKS_UPDATE", update => update.GetProperty("channel_id").GetString() == other.Id);
        (await guild.Owner.Delete($"/webhooks/{made.Id}")).Status.ShouldBe(204);
        (await guild.Owner.Get($"/webhooks/{made.Id}")).Code.ShouldBe(10015);
    }

    [Fact]
    public async Task Tokens_survive_a_restart_and_lie_in_no_file_as_they_are()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var made = (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "builds" })).Ok();
        var token = made["token"].GetString()!;
        await house.Restart();
        (await guild.Owner.Get($"/webhooks/{made.Id}")).Ok()["token"].GetString().ShouldBe(token);
        (await house.Nobody.Post($"/webhooks/{made.Id}/{token}", new { content = "still here" })).Status.ShouldBe(204);
        var needle = System.Text.Encoding.ASCII.GetBytes(token);
        foreach (var file in Directory.EnumerateFiles(house.DataFolder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            copy.ToArray().AsSpan().IndexOf(needle).ShouldBe(-1, file);
        }
    }

    [Fact]
    public async Task The_token_alone_shows_changes_and_deletes_a_webhook()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var made = (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "builds" })).Ok();
        var path = $"/webhooks/{made.Id}/{made["token"].GetString()}";
        var shown = (await house.Nobody.Get(path)).Ok();
        shown.Json.TryGetProperty("user", out _).ShouldBeFalse();
        var other = await guild.CreateChannel("other");
        var changed = (await house.Nobody.Patch(path, new { name = "renamed", channel_id = other.Id })).Ok();
        (changed["name"].GetString(), changed["channel_id"].GetString()).ShouldBe(("renamed", general.Id));
        (await house.Nobody.Get($"/webhooks/{made.Id}/wrong")).ShouldSatisfyAllConditions(wrong => wrong.Status.ShouldBe(401), wrong => wrong.Code.ShouldBe(50027));
        (await house.Nobody.Patch($"/webhooks/{made.Id}/wrong", new { name = "x" })).Code.ShouldBe(50027);
        (await house.Nobody.Delete($"/webhooks/{made.Id}/wrong")).Code.ShouldBe(50027);
        (await house.Nobody.Get($"/webhooks/5/{made["token"].GetString()}")).Code.ShouldBe(10015);
        (await house.Nobody.Get($"/webhooks/{made.Id}")).Status.ShouldBe(401);
        (await house.Nobody.Delete(path)).Status.ShouldBe(204);
        (await house.Nobody.Get(path)).Code.ShouldBe(10015);
    }

    [Fact]
    public async Task Webhooks_are_for_those_who_manage_them()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var eve = await house.User("eve");
        var made = (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "builds" })).Ok();
        (await bob.Post($"/channels/{general.Id}/webhooks", new { name = "mine" })).Code.ShouldBe(50013);
        (await bob.Get($"/channels/{general.Id}/webhooks")).Code.ShouldBe(50013);
        (await bob.Get($"/guilds/{guild.Id}/webhooks")).Code.ShouldBe(50013);
        (await bob.Get($"/webhooks/{made.Id}")).Code.ShouldBe(50013);
        (await bob.Patch($"/webhooks/{made.Id}", new { name = "mine" })).Code.ShouldBe(50013);
        (await bob.Delete($"/webhooks/{made.Id}")).Code.ShouldBe(50013);
        (await eve.Get($"/webhooks/{made.Id}")).Code.ShouldBe(50001);
        (await eve.Post($"/channels/{general.Id}/webhooks", new { name = "mine" })).Code.ShouldBe(50001);

        var role = await guild.CreateRole("hooks", Permissions.ManageWebhooks);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{role}")).Ok();
        var closed = await guild.CreateChannel("closed");
        await closed.Deny(bob, Permissions.ManageWebhooks);
        (await bob.Patch($"/webhooks/{made.Id}", new { channel_id = closed.Id })).Code.ShouldBe(50013);
        (await bob.Patch($"/webhooks/{made.Id}", new { name = "by bob" })).Ok();
    }

    [Fact]
    public async Task Who_may_not_see_a_channel_hears_nothing_of_its_webhooks()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var carol = await guild.Join("carol");
        await carol.Connect(0x331_FFFF & ~GuildWebhooksIntent);
        var secret = await guild.CreateChannel("secret");
        await secret.Deny(bob, Permissions.ViewChannel);
        (await guild.Owner.Post($"/channels/{secret.Id}/webhooks", new { name = "quiet" })).Ok();
        await guild.Owner.Gateway.Saw("WEBHOOKS_UPDATE", update => update.GetProperty("channel_id").GetString() == secret.Id);
        await bob.Gateway.SawNo("WEBHOOKS_UPDATE");
        (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "loud" })).Ok();
        await bob.Gateway.Saw("WEBHOOKS_UPDATE", update => update.GetProperty("channel_id").GetString() == general.Id);
        await carol.Gateway.SawNo("WEBHOOKS_UPDATE");
    }

    [Theory]
    [InlineData("", "BASE_TYPE_REQUIRED")]
    [InlineData("the Discord one", "USERNAME_INVALID_CONTAINS")]
    [InlineData("Clyde", "USERNAME_INVALID_CONTAINS")]
    public async Task Names_follow_rules(string name, string code)
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var refused = await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name });
        refused.Code.ShouldBe(50035);
        refused["errors"].GetProperty("name").GetProperty("_errors")[0].GetProperty("code").GetString().ShouldBe(code);
        (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = new string('n', 81) })).Code.ShouldBe(50035);
        (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { })).Code.ShouldBe(50035);
        (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "fine", avatar = "data:image/png;base64,AAAA" })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task A_channel_has_fifteen_webhooks_at_most_and_takes_them_along()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var busy = await guild.CreateChannel("busy");
        var spare = (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "spare" })).Ok();
        for (var i = 0; i < 15; i++) (await guild.Owner.Post($"/channels/{busy.Id}/webhooks", new { name = $"hook {i}" })).Ok();
        (await guild.Owner.Post($"/channels/{busy.Id}/webhooks", new { name = "one more" })).Code.ShouldBe(30007);
        (await guild.Owner.Patch($"/webhooks/{spare.Id}", new { channel_id = busy.Id })).Code.ShouldBe(30007);
        (await guild.Owner.Delete($"/channels/{busy.Id}")).Ok();
        (await guild.Owner.Get($"/guilds/{guild.Id}/webhooks")).Ok().Json.GetArrayLength().ShouldBe(1);
        var category = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "rooms", type = 4 })).Ok();
        (await guild.Owner.Post($"/channels/{category.Id}/webhooks", new { name = "lost" })).Code.ShouldBe(50024);
        (await guild.Owner.Post("/channels/5/webhooks", new { name = "lost" })).Code.ShouldBe(10003);
    }

    [Fact]
    public async Task Every_change_of_a_webhook_is_in_the_audit_log_with_its_reason()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        using var body = new StringContent("""{"name":"builds"}""", System.Text.Encoding.UTF8, "application/json");
        var made = (await guild.Owner.Send(HttpMethod.Post, $"/channels/{general.Id}/webhooks", body, reason: "for%20builds")).Ok();
        (await guild.Owner.Patch($"/webhooks/{made.Id}", new { name = "releases" })).Ok();
        (await guild.Owner.Delete($"/webhooks/{made.Id}")).Ok();
        var entries = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs")).Ok()["audit_log_entries"].EnumerateArray()
            .Where(entry => entry.GetProperty("target_id").GetString() == made.Id).ToArray();
        entries.Select(entry => entry.GetProperty("action_type").GetInt32()).ShouldBe([52, 51, 50]);
        entries[2].GetProperty("reason").GetString().ShouldBe("for builds");
        var renamed = entries[1].GetProperty("changes").EnumerateArray().Single();
        (renamed.GetProperty("key").GetString(), renamed.GetProperty("old_value").GetString(), renamed.GetProperty("new_value").GetString())
            .ShouldBe(("name", "builds", "releases"));
    }

    [Fact]
    public async Task A_bots_webhook_shows_its_token_to_the_bot_alone()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bot = await house.CreateBot(guild.Owner, "poster");
        var permissions = ((ulong)Permissions.ManageWebhooks).ToString(System.Globalization.CultureInfo.InvariantCulture);
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions, authorize = true })).Ok();
        var made = (await bot.Post($"/channels/{general.Id}/webhooks", new { name = "feed" })).Ok();
        made["application_id"].GetString().ShouldBe(bot.Id);
        made["token"].GetString().ShouldNotBeNull();
        (await guild.Owner.Get($"/webhooks/{made.Id}")).Ok().Json.TryGetProperty("token", out _).ShouldBeFalse();
        var said = (await house.Nobody.Post($"/webhooks/{made.Id}/{made["token"].GetString()}?wait=true", new { content = "news" })).Ok();
        said["application_id"].GetString().ShouldBe(bot.Id);
    }
}
