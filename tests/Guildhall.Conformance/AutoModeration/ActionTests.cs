using Guildhall.Testing;
using static Guildhall.Conformance.AutoModeration.AutoModerationHouse;

namespace Guildhall.Conformance.AutoModeration;

/// <summary>What rules do besides blocking: alerts, timeouts, quarantine; and who hears of it.</summary>
public sealed class ActionTests
{
    private const int AutomodQuarantinedUsername = 128;

    [Fact]
    public async Task An_alert_tells_what_was_written_where_and_why()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var alerts = await guild.CreateChannel("alerts");
        await Keywords(guild, ["spam*"], [new { type = 1 }, new { type = 2, metadata = new { channel_id = alerts.Id } }]);
        (await Say(bob, general, "buy Spammy things")).Code.ShouldBe(200000);
        var alert = await guild.Owner.Gateway.Saw("MESSAGE_CREATE", Of("channel_id", alerts.Id));
        alert.GetProperty("type").GetInt32().ShouldBe(24);
        alert.GetProperty("author").GetProperty("id").GetString().ShouldBe(bob.Id);
        var embed = alert.GetProperty("embeds")[0];
        embed.GetProperty("type").GetString().ShouldBe("auto_moderation_message");
        embed.GetProperty("description").GetString().ShouldBe("buy Spammy things");
        var fields = embed.GetProperty("fields").EnumerateArray().ToDictionary(field => field.GetProperty("name").GetString()!, field => field.GetProperty("value").GetString());
        fields["rule_name"].ShouldBe("words");
        fields["channel_id"].ShouldBe(general.Id);
        fields["keyword"].ShouldBe("spam*");
        fields["keyword_matched_content"].ShouldBe("Spam");
        fields.ShouldNotContainKey("flagged_message_id");
        var log = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?target_id={bob.Id}")).Ok()["audit_log_entries"];
        log.EnumerateArray().Select(entry => entry.GetProperty("action_type").GetInt32()).ShouldBe([144, 143]);
        log[0].GetProperty("options").GetProperty("auto_moderation_rule_name").GetString().ShouldBe("words");
        log[0].GetProperty("options").GetProperty("auto_moderation_rule_trigger_type").GetString().ShouldBe("1");
        await bob.Gateway.SawNo("AUTO_MODERATION_ACTION_EXECUTION");
    }

    [Fact]
    public async Task What_was_done_is_told_to_those_who_manage_and_its_content_to_those_who_may_read()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var bot = await house.CreateBot(guild.Owner, "helper");
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "8", authorize = true })).Ok();
        await using var deaf = await house.CreateBot(guild.Owner, "deaf");
        (await guild.Owner.Post($"/oauth2/authorize?client_id={deaf.Id}&scope=bot", new { guild_id = guild.Id, permissions = "8", authorize = true })).Ok();
        const int guilds = 1 << 0, execution = 1 << 21;
        await using var gateway = await bot.Connect(guilds | execution);
        await deaf.Connect(guilds);
        var alerts = await guild.CreateChannel("alerts");
        await Keywords(guild, ["spam"], [new { type = 2, metadata = new { channel_id = alerts.Id } }]);
        var message = (await Say(bob, general, "some spam")).Ok().Id;
        var told = await guild.Owner.Gateway.Saw("AUTO_MODERATION_ACTION_EXECUTION");
        told.GetProperty("content").GetString().ShouldBe("some spam");
        told.GetProperty("matched_content").GetString().ShouldBe("spam");
        told.GetProperty("message_id").GetString().ShouldBe(message);
        told.GetProperty("alert_system_message_id").GetString().ShouldNotBeNull();
        var redacted = await gateway.Saw("AUTO_MODERATION_ACTION_EXECUTION");
        redacted.GetProperty("content").GetString().ShouldBe("");
        redacted.GetProperty("matched_content").GetString().ShouldBe("");
        redacted.GetProperty("matched_keyword").GetString().ShouldBe("spam");
        await deaf.Gateway.SawNo("AUTO_MODERATION_ACTION_EXECUTION");
        await bob.Gateway.SawNo("AUTO_MODERATION_ACTION_EXECUTION");
        var alert = await guild.Owner.Gateway.Saw("MESSAGE_CREATE", Of("channel_id", alerts.Id));
        alert.GetProperty("embeds")[0].GetRawText().ShouldContain(message);
    }

    [Fact]
    public async Task A_timeout_follows_at_once()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        await Keywords(guild, ["spam"], [new { type = 1 }, new { type = 3, metadata = new { duration_seconds = 600 } }]);
        (await Say(bob, general, "spam")).Code.ShouldBe(200000);
        var updated = await guild.Owner.Gateway.Saw("GUILD_MEMBER_UPDATE", member => member.GetProperty("user").GetProperty("id").GetString() == bob.Id);
        updated.GetProperty("communication_disabled_until").GetString().ShouldNotBeNull();
        (await Say(bob, general, "sorry")).Code.ShouldBe(50013);
        (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?action_type=145")).Ok()["audit_log_entries"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_name_that_a_rule_minds_takes_ones_say_until_it_is_changed()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        (await guild.Owner.Post(RulesOf(guild), new
        {
            name = "names", event_type = 2, trigger_type = 6, trigger_metadata = new { keyword_filter = new[] { "*admin*" } }, actions = new[] { new { type = 4 } }, enabled = true,
        })).Ok();
        (await bob.Patch($"/guilds/{guild.Id}/members/@me", new { nick = "The Administrator" })).Ok();
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_UPDATE", Of("flags", AutomodQuarantinedUsername));
        (await Say(bob, general, "obey")).Code.ShouldBe(50013);
        (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?action_type=146")).Ok()["audit_log_entries"].GetArrayLength().ShouldBe(1);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/members/{bob.Id}", new { nick = "bobby" })).Ok();
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_UPDATE", member => member.GetProperty("flags").GetInt32() == 0 && member.GetProperty("nick").GetString() == "bobby");
        (await Say(bob, general, "sorry")).Ok();
    }

    [Fact]
    public async Task Who_comes_in_with_a_name_that_a_rule_minds_is_silent_until_the_rule_goes()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var rule = (await guild.Owner.Post(RulesOf(guild), new
        {
            name = "names", event_type = 2, trigger_type = 6, trigger_metadata = new { keyword_filter = new[] { "mallory*" } }, enabled = true,
        })).Ok().Id;
        var mallory = await guild.Join("mallory");
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_UPDATE", Of("flags", AutomodQuarantinedUsername));
        (await Say(mallory, general, "hello")).Code.ShouldBe(50013);
        (await guild.Owner.Delete($"{RulesOf(guild)}/{rule}")).Ok();
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_UPDATE", Of("flags", 0));
        (await Say(mallory, general, "hello")).Ok();
    }
}
