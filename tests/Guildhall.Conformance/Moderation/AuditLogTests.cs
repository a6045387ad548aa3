using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Moderation;

public sealed class AuditLogTests
{
    [Fact]
    public async Task The_log_tells_who_did_what_and_why_and_can_be_asked_precisely()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        (await guild.Owner.Send(HttpMethod.Patch, $"/channels/{general.Id}", Json("""{"name": "lobby"}"""), reason: "tidy%20up")).Ok();
        (await guild.Owner.Post($"/guilds/{guild.Id}/roles", new { name = "crew" })).Ok();
        (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{bob.Id}")).Ok();
        var log = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?limit=3")).Ok();
        log["audit_log_entries"].EnumerateArray().Select(entry => entry.GetProperty("action_type").GetInt32()).ShouldBe([20, 30, 11]);
        log["users"].EnumerateArray().Select(user => user.GetProperty("id").GetString()).ShouldBe([guild.Owner.Id, bob.Id], ignoreOrder: true);
        log["webhooks"].GetArrayLength().ShouldBe(0);
        var renamed = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?action_type=11&user_id={guild.Owner.Id}")).Ok()["audit_log_entries"][0];
        renamed.GetProperty("reason").GetString().ShouldBe("tidy up");
        renamed.GetProperty("target_id").GetString().ShouldBe(general.Id);
        renamed.GetProperty("changes")[0].GetProperty("old_value").GetString().ShouldBe("general");
        var before = renamed.GetProperty("id").GetString();
        (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?before={before}&action_type=20")).Ok()["audit_log_entries"].GetArrayLength().ShouldBe(0);
        (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?limit=101")).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task Entries_arrive_at_those_who_may_read_the_log_alone()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        (await guild.Owner.Post($"/guilds/{guild.Id}/roles", new { name = "crew" })).Ok();
        await guild.Owner.Gateway.Saw("GUILD_AUDIT_LOG_ENTRY_CREATE", entry => entry.GetProperty("action_type").GetInt32() == 30);
        await bob.Gateway.SawNo("GUILD_AUDIT_LOG_ENTRY_CREATE");
        (await bob.Get($"/guilds/{guild.Id}/audit-logs")).Code.ShouldBe(50013);
    }

    [Fact]
    public async Task Whoever_may_read_the_log_from_now_on_hears_of_entries_and_no_more_when_the_right_is_gone()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var (bob, cy) = (await guild.Join("bob"), await guild.Join("cy"));
        var readers = (await guild.Owner.Post($"/guilds/{guild.Id}/roles", new { name = "readers", permissions = $"{(ulong)Permissions.ViewAuditLog}" })).Ok().Id;
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{readers}", new { })).Ok();
        await Rename("one");
        await bob.Gateway.Saw("GUILD_AUDIT_LOG_ENTRY_CREATE", entry => IsOf(entry, "one"));

        // The role loses the right, then everybody gains it, then the guild's own role does without it again.
        (await guild.Owner.Patch($"/guilds/{guild.Id}/roles/{readers}", new { permissions = "0" })).Ok();
        await Rename("two");
        var usual = (await guild.Owner.Get($"/guilds/{guild.Id}/roles")).Ok().Json.EnumerateArray().First(role => role.GetProperty("id").GetString() == guild.Id).GetProperty("permissions").GetString()!;
        await Everyone(ulong.Parse(usual, System.Globalization.CultureInfo.InvariantCulture) | (ulong)Permissions.ViewAuditLog);
        await Rename("three");
        foreach (var who in (TestUser[])[bob, cy]) await who.Gateway.Saw("GUILD_AUDIT_LOG_ENTRY_CREATE", entry => IsOf(entry, "three"));
        await Everyone(ulong.Parse(usual, System.Globalization.CultureInfo.InvariantCulture));
        await Rename("four");
        await guild.Owner.Gateway.Saw("GUILD_AUDIT_LOG_ENTRY_CREATE", entry => IsOf(entry, "four"));
        foreach (var who in (TestUser[])[bob, cy]) await who.Gateway.SawNo("GUILD_AUDIT_LOG_ENTRY_CREATE", entry => IsOf(entry, "four"));
        await bob.Gateway.SawNo("GUILD_AUDIT_LOG_ENTRY_CREATE", entry => IsOf(entry, "two"));

        async Task Rename(string name) => (await guild.Owner.Patch($"/guilds/{guild.Id}", new { name = $"guild {name}" })).Ok();
        async Task Everyone(ulong permissions) => (await guild.Owner.Patch($"/guilds/{guild.Id}/roles/{guild.Id}", new { permissions = $"{permissions}" })).Ok();
        static bool IsOf(JsonElement entry, string name) => entry.ToString().Contains($"\"new_value\":\"guild {name}\"", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_brings_along_what_it_is_about()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bot = await house.CreateBot(guild.Owner, "helper");
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "0", authorize = true })).Ok();
        var webhook = (await guild.Owner.Post($"/channels/{general.Id}/webhooks", new { name = "news" })).Ok();
        var rule = (await guild.Owner.Post($"/guilds/{guild.Id}/auto-moderation/rules", new { name = "spam", event_type = 1, trigger_type = 3 })).Ok();
        var start = TimeProvider.System.GetUtcNow().AddDays(1);
        var planned = (await guild.Owner.Post($"/guilds/{guild.Id}/scheduled-events", new
        {
            name = "tea", privacy_level = 2, entity_type = 3, scheduled_start_time = start, scheduled_end_time = start.AddHours(1), entity_metadata = new { location = "here" },
        })).Ok();
        var log = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs")).Ok();
        log["webhooks"][0].GetProperty("id").GetString().ShouldBe(webhook.Id);
        log["webhooks"][0].TryGetProperty("token", out _).ShouldBeFalse();
        log["auto_moderation_rules"][0].GetProperty("id").GetString().ShouldBe(rule.Id);
        log["guild_scheduled_events"][0].GetProperty("id").GetString().ShouldBe(planned.Id);
        log["integrations"][0].GetProperty("application_id").GetString().ShouldBe(bot.Id);
        log["users"].EnumerateArray().Select(user => user.GetProperty("id").GetString()).ShouldContain(bot.Id);
        (await guild.Owner.Delete($"/webhooks/{webhook.Id}")).Ok();
        var of = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?target_id={webhook.Id}")).Ok();
        of["audit_log_entries"].EnumerateArray().Select(entry => entry.GetProperty("action_type").GetInt32()).ShouldBe([52, 50]);
        of["webhooks"].GetArrayLength().ShouldBe(0);
        of["auto_moderation_rules"].GetArrayLength().ShouldBe(0);
        (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?target_id=x")).Code.ShouldBe(50035);
        (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?action_type=50&user_id={bot.Id}")).Ok()["audit_log_entries"].GetArrayLength().ShouldBe(0);
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
