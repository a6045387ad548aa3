using Guildhall.Testing;
using static Guildhall.Conformance.AutoModeration.AutoModerationHouse;

namespace Guildhall.Conformance.AutoModeration;

/// <summary>The five operations on rules: who may, what is refused, who hears of it.</summary>
public sealed class RuleTests
{
    [Fact]
    public async Task A_rule_is_made_read_changed_and_deleted_and_those_who_manage_hear_of_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var made = (await guild.Owner.Send(HttpMethod.Post, RulesOf(guild), Json($$$"""
            {"name": "no spam", "event_type": 1, "trigger_type": 1, "trigger_metadata": {"keyword_filter": ["spam*", "spam*"], "regex_patterns": ["(?i)fr[e3]{2}"]},
             "actions": [{"type": 1, "metadata": {"custom_message": "No."}}, {"type": 2, "metadata": {"channel_id": "{{{general.Id}}}" } }]}
            """), reason: "order")).Ok();
        made["creator_id"].GetString().ShouldBe(guild.Owner.Id);
        made["enabled"].GetBoolean().ShouldBeFalse();
        made["trigger_metadata"].GetProperty("keyword_filter").GetArrayLength().ShouldBe(1);
        made["trigger_metadata"].GetProperty("allow_list").GetArrayLength().ShouldBe(0);
        await guild.Owner.Gateway.Saw("AUTO_MODERATION_RULE_CREATE", Of("id", made.Id));
        (await guild.Owner.Get(RulesOf(guild))).Ok().Json.GetArrayLength().ShouldBe(1);
        (await guild.Owner.Get($"{RulesOf(guild)}/{made.Id}")).Ok()["name"].GetString().ShouldBe("no spam");
        var changed = (await guild.Owner.Patch($"{RulesOf(guild)}/{made.Id}", new { name = "less spam", enabled = true, trigger_metadata = new { keyword_filter = new[] { "ham" } } })).Ok();
        changed["trigger_metadata"].GetProperty("regex_patterns").GetArrayLength().ShouldBe(1);
        await guild.Owner.Gateway.Saw("AUTO_MODERATION_RULE_UPDATE", Of("name", "less spam"));
        (await guild.Owner.Delete($"{RulesOf(guild)}/{made.Id}")).Status.ShouldBe(204);
        await guild.Owner.Gateway.Saw("AUTO_MODERATION_RULE_DELETE", Of("id", made.Id));
        (await guild.Owner.Get($"{RulesOf(guild)}/{made.Id}")).Status.ShouldBe(404);
        var log = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?target_id={made.Id}")).Ok()["audit_log_entries"];
        log.EnumerateArray().Select(entry => entry.GetProperty("action_type").GetInt32()).ShouldBe([142, 141, 140]);
        log[2].GetProperty("reason").GetString().ShouldBe("order");
        log[1].GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("key").GetString())
            .ShouldBe(["name", "$add_keyword_filter", "$remove_keyword_filter", "enabled"], ignoreOrder: true);
        await bob.Gateway.SawNo("AUTO_MODERATION_RULE_CREATE");
        await bob.Gateway.SawNo("AUTO_MODERATION_RULE_DELETE");
    }

    [Fact]
    public async Task Only_those_who_manage_the_guild_see_and_make_rules()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var eve = await house.User("eve");
        var rule = (await Keywords(guild, ["spam"])).Id;
        foreach (var (stranger, code) in new[] { (bob, 50013), (eve, 50001) })
        {
            (await stranger.Get(RulesOf(guild))).Code.ShouldBe(code);
            (await stranger.Get($"{RulesOf(guild)}/{rule}")).Code.ShouldBe(code);
            (await stranger.Post(RulesOf(guild), new { name = "mine", event_type = 1, trigger_type = 3 })).Code.ShouldBe(code);
            (await stranger.Patch($"{RulesOf(guild)}/{rule}", new { enabled = false })).Code.ShouldBe(code);
            (await stranger.Delete($"{RulesOf(guild)}/{rule}")).Code.ShouldBe(code);
        }
    }

    [Fact]
    public async Task A_rule_with_a_timeout_needs_the_right_to_time_out()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var manager = await guild.CreateRole("manager", Permissions.ManageGuild);
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{bob.Id}/roles/{manager}")).Ok();
        object[] actions = [new { type = 3, metadata = new { duration_seconds = 60 } }];
        (await bob.Post(RulesOf(guild), new { name = "mine", event_type = 1, trigger_type = 1, actions })).Code.ShouldBe(50013);
        (await bob.Post(RulesOf(guild), new { name = "mine", event_type = 1, trigger_type = 3 })).Ok();
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    [InlineData(6, 1)]
    public async Task There_are_so_many_rules_of_each_trigger(int trigger, int max)
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var body = new { name = "rule", event_type = trigger == 6 ? 2 : 1, trigger_type = trigger, trigger_metadata = new { presets = new[] { 1 } } };
        for (var made = 0; made < max; made++) (await guild.Owner.Post(RulesOf(guild), body)).Ok();
        var refused = await guild.Owner.Post(RulesOf(guild), body);
        refused.Code.ShouldBe(50035);
        refused.Text.ShouldContain("AUTO_MODERATION_MAX_RULES_OF_TYPE_EXCEEDED");
    }

    [Theory]
    [InlineData("""{"event_type": 1, "trigger_type": 3}""", "name")]
    [InlineData("""{"name": "a", "trigger_type": 3}""", "event_type")]
    [InlineData("""{"name": "a", "event_type": 1}""", "trigger_type")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 2}""", "trigger_type")]
    [InlineData("""{"name": "a", "event_type": 2, "trigger_type": 3}""", "event_type")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 6, "trigger_metadata": {}}""", "event_type")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 4}""", "trigger_metadata")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 4, "trigger_metadata": {"presets": [9]}}""", "presets")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 5, "trigger_metadata": {"mention_total_limit": 51}}""", "mention_total_limit")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 1, "trigger_metadata": {"keyword_filter": [" "]}}""", "keyword_filter")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 1, "trigger_metadata": {"regex_patterns": ["(a)\\1"]}}""", "AUTO_MODERATION_INVALID_REGEX")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 1, "actions": []}""", "actions")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 1, "actions": [{}]}""", "type")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 1, "actions": [{"type": 4}]}""", "AUTO_MODERATION_INVALID_ACTION_TYPE")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 3, "actions": [{"type": 3, "metadata": {"duration_seconds": 5}}]}""", "AUTO_MODERATION_INVALID_ACTION_TYPE")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 1, "actions": [{"type": 3, "metadata": {"duration_seconds": 2419201}}]}""", "duration_seconds")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 1, "actions": [{"type": 2}]}""", "metadata")]
    [InlineData("""{"name": "a", "event_type": 1, "trigger_type": 1, "actions": [{"type": 2, "metadata": {"channel_id": "1"}}]}""", "channel_id")]
    public async Task What_is_wrong_with_a_rule_is_told_where_it_is(string body, string place)
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var refused = await guild.Owner.Post(RulesOf(guild), body);
        refused.Code.ShouldBe(50035);
        refused["errors"].GetRawText().ShouldContain(place);
        (await guild.Owner.Get(RulesOf(guild))).Ok().Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_trigger_of_a_rule_stays_and_unknown_rules_are_not_found()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild("ada");
        var rule = (await Keywords(guild, ["spam"])).Id;
        (await guild.Owner.Patch($"{RulesOf(guild)}/{rule}", new { trigger_type = 3 })).Code.ShouldBe(50035);
        (await guild.Owner.Patch($"{RulesOf(guild)}/1", new { name = "x" })).Status.ShouldBe(404);
        (await guild.Owner.Delete($"{RulesOf(guild)}/1")).Status.ShouldBe(404);
        (await guild.Owner.Get($"{RulesOf(guild)}/x")).Code.ShouldBe(50035);
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
