using Guildhall.Testing;
using static Guildhall.Conformance.AutoModeration.AutoModerationHouse;

namespace Guildhall.Conformance.AutoModeration;

/// <summary>Which messages rules stop, before anybody has seen them.</summary>
public sealed class FilterTests
{
    private const int Blocked = 200000;
    private const int BlockedTitle = 200001;

    [Fact]
    public async Task A_blocked_message_is_neither_stored_nor_seen()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        await Keywords(guild, ["spam"], [new { type = 1, metadata = new { custom_message = "Not here." } }]);
        var refused = await Say(bob, general, "buy SPAM now");
        refused.Status.ShouldBe(400);
        refused.Code.ShouldBe(Blocked);
        refused["message"].GetString().ShouldBe("Not here.");
        await guild.Owner.Gateway.SawNo("MESSAGE_CREATE", Of("content", "buy SPAM now"));
        (await guild.Owner.Get($"/channels/{general.Id}/messages")).Ok().Text.ShouldNotContain("SPAM");
        (await Say(bob, general, "spammer")).Ok();
        (await Say(guild.Owner, general, "spam")).Ok();
    }

    [Fact]
    public async Task Edits_are_looked_at_as_well()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        await Keywords(guild, ["spam"]);
        var message = (await Say(bob, general, "harmless")).Ok().Id;
        var refused = await bob.Patch($"/channels/{general.Id}/messages/{message}", new { content = "spam" });
        refused.Code.ShouldBe(Blocked);
        refused["message"].GetString().ShouldBe("Message was blocked by automatic moderation");
        (await bob.Get($"/channels/{general.Id}/messages/{message}")).Ok()["content"].GetString().ShouldBe("harmless");
        (await bob.Patch($"/channels/{general.Id}/messages/{message}", new { content = "still harmless" })).Ok();
    }

    [Fact]
    public async Task Words_in_embeds_count_and_so_do_bots()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bot = await house.CreateBot(guild.Owner, "helper");
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "0", authorize = true })).Ok();
        await Keywords(guild, ["spam"]);
        object[] embeds = [new { title = "news", fields = new[] { new { name = "offer", value = "cheap spam" } } }];
        (await bot.Post($"/channels/{general.Id}/messages", new { embeds })).Code.ShouldBe(Blocked);
    }

    [Fact]
    public async Task Titles_of_threads_and_posts_with_their_first_message_count()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var forum = (await guild.Owner.Post($"/guilds/{guild.Id}/channels", new { name = "forum", type = 15 })).Ok().Id;
        var message = (await Say(bob, general, "harmless")).Ok().Id;
        await Keywords(guild, ["spam"]);
        (await bob.Post($"/channels/{general.Id}/threads", new { name = "cheap spam", type = 11 })).Code.ShouldBe(BlockedTitle);
        (await bob.Post($"/channels/{general.Id}/messages/{message}/threads", new { name = "cheap spam" })).Code.ShouldBe(BlockedTitle);
        (await bob.Post($"/channels/{forum}/threads", new { name = "spam", message = new { content = "hello" } })).Code.ShouldBe(BlockedTitle);
        (await bob.Post($"/channels/{forum}/threads", new { name = "hello", message = new { content = "spam" } })).Code.ShouldBe(Blocked);
        var post = (await bob.Post($"/channels/{forum}/threads", new { name = "hello", message = new { content = "hello" } })).Ok().Id;
        (await bob.Post($"/channels/{post}/messages", new { content = "spam" })).Code.ShouldBe(Blocked);
        (await bob.Patch($"/channels/{post}", new { name = "spam" })).Code.ShouldBe(BlockedTitle);
        var rule = (await guild.Owner.Get(RulesOf(guild))).Ok().Json[0].GetProperty("id").GetString();
        (await guild.Owner.Patch($"{RulesOf(guild)}/{rule}", new { exempt_channels = new[] { forum } })).Ok();
        (await bob.Post($"/channels/{post}/messages", new { content = "spam" })).Ok();
        (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?target_id={post}")).Ok()["threads"][0].GetProperty("id").GetString().ShouldBe(post);
    }

    [Fact]
    public async Task Exempt_roles_and_channels_and_those_who_manage_are_left_alone()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var free = await guild.CreateChannel("free");
        var trusted = await guild.CreateRole("trusted", Permissions.None);
        var manager = await guild.CreateRole("manager", Permissions.ManageGuild);
        await Keywords(guild, ["spam"], more: new { exempt_roles = new[] { trusted }, exempt_channels = new[] { free.Id } });
        (await Say(bob, general, "spam")).Code.ShouldBe(Blocked);
        (await Say(bob, free, "spam")).Ok();
        foreach (var role in new[] { trusted, manager })
        {
            (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{role}")).Ok();
            (await Say(bob, general, "spam")).Ok();
            (await guild.Owner.Delete($"/guilds/{guild.Id}/members/{bob.Id}/roles/{role}")).Ok();
        }

        (await Say(bob, general, "spam")).Code.ShouldBe(Blocked);
    }

    [Fact]
    public async Task Rules_that_are_off_or_gone_stop_nothing_and_rules_outlive_a_restart()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var rule = (await Keywords(guild, ["spam"])).Id;
        await house.Restart();
        (await Say(bob, general, "spam")).Code.ShouldBe(Blocked);
        (await guild.Owner.Patch($"{RulesOf(guild)}/{rule}", new { enabled = false })).Ok();
        (await Say(bob, general, "spam")).Ok();
        (await guild.Owner.Patch($"{RulesOf(guild)}/{rule}", new { enabled = true })).Ok();
        (await Say(bob, general, "spam")).Code.ShouldBe(Blocked);
        (await guild.Owner.Delete($"{RulesOf(guild)}/{rule}")).Ok();
        (await Say(bob, general, "spam")).Ok();
    }

    [Fact]
    public async Task Patterns_presets_and_allow_lists_decide_together()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var metadata = new { regex_patterns = new[] { @"(?i)d[i1]sc[o0]rd\.g[i1]ft" }, keyword_filter = new[] { "*ass*" }, allow_list = new[] { "class*", "grass" } };
        (await guild.Owner.Post(RulesOf(guild), new { name = "mixed", event_type = 1, trigger_type = 1, trigger_metadata = metadata, enabled = true })).Ok();
        (await guild.Owner.Post(RulesOf(guild), new { name = "rude", event_type = 1, trigger_type = 4, trigger_metadata = new { presets = new[] { 1 }, allow_list = new[] { "damn" } }, enabled = true })).Ok();
        (await Say(bob, general, "D1SCORD.gift")).Code.ShouldBe(Blocked);
        (await Say(bob, general, "classes on the grass, damn")).Ok();
        (await Say(bob, general, "a bass")).Code.ShouldBe(Blocked);
        (await Say(bob, general, "oh crap")).Code.ShouldBe(Blocked);
    }

    [Fact]
    public async Task The_same_again_and_again_is_spam()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        (await guild.Owner.Post(RulesOf(guild), new { name = "spam", event_type = 1, trigger_type = 3, enabled = true })).Ok();
        (await Say(bob, general, "Look at my shop!")).Ok();
        (await Say(bob, general, "look  at my SHOP!")).Ok();
        (await Say(bob, general, "Look at my shop!")).Code.ShouldBe(Blocked);
        (await Say(bob, general, "something else entirely")).Ok();
        for (var again = 0; again < 4; again++) (await Say(bob, general, "lol")).Ok();
    }

    [Fact]
    public async Task Too_many_mentions_are_stopped_and_raids_put_the_guild_on_guard()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var raiders = new[] { await guild.Join("bob"), await guild.Join("carl"), await guild.Join("dora") };
        var metadata = new { mention_total_limit = 12, mention_raid_protection_enabled = true };
        (await guild.Owner.Post(RulesOf(guild), new { name = "mentions", event_type = 1, trigger_type = 5, trigger_metadata = metadata, enabled = true })).Ok();
        static string Mentions(int from, int count) => string.Join(' ', Enumerable.Range(from, count).Select(user => $"<@{user}>"));
        (await Say(raiders[0], general, Mentions(1, 13))).Code.ShouldBe(Blocked);
        (await Say(raiders[0], general, Mentions(1, 6) + " <@1> <@1> <@&7>")).Ok();
        (await Say(raiders[1], general, Mentions(1, 8))).Ok();
        (await Say(raiders[2], general, Mentions(1, 8))).Code.ShouldBe(Blocked);
        (await Say(raiders[2], general, "<@1>")).Code.ShouldBe(Blocked);
        (await Say(raiders[2], general, "nobody in particular")).Ok();
    }
}
