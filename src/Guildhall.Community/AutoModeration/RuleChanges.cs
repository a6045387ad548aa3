using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.AutoModeration;

/// <summary>What every change of a rule does: the document, the compiled rules, the log, the event for those who manage the guild, the audit log.</summary>
internal static class RuleChanges
{
    public static void Created(GuildTurn turn, Caller caller, AutoModerationRule rule)
    {
        turn.Put(AutoModerationRule.Kind, rule.Id.Number, rule);
        Told(turn, DispatchCatalogue.AutoModerationRuleCreate, rule, "AUTO_MODERATION_RULE_CREATE");
        turn.Audit(AuditAction.AutoModerationRuleCreate, caller, rule.Id.ToString(), Facts(null, rule));
    }

    public static void Updated(GuildTurn turn, Caller caller, AutoModerationRule before, AutoModerationRule after)
    {
        var changes = Differences(before, after);
        if (changes.Count == 0) return;
        turn.Put(AutoModerationRule.Kind, after.Id.Number, after);
        Told(turn, DispatchCatalogue.AutoModerationRuleUpdate, after, "AUTO_MODERATION_RULE_UPDATE");
        turn.Audit(AuditAction.AutoModerationRuleUpdate, caller, after.Id.ToString(), changes);
        RecheckQuarantine(turn, before);
    }

    public static void Deleted(GuildTurn turn, Caller caller, AutoModerationRule rule)
    {
        turn.Remove(AutoModerationRule.Kind, rule.Id.Number);
        Told(turn, DispatchCatalogue.AutoModerationRuleDelete, rule, "AUTO_MODERATION_RULE_DELETE");
        turn.Audit(AuditAction.AutoModerationRuleDelete, caller, rule.Id.ToString(), Facts(rule, null));
        RecheckQuarantine(turn, rule);
    }

    private static void Told(GuildTurn turn, GatewayEvent kind, AutoModerationRule rule, string fact)
    {
        turn.AutoModeration.RulesChanged(turn.State);
        turn.Log(fact, Encoding.UTF8.GetBytes($"{{\"auto_moderation_rule_id\":\"{rule.Id}\"}}"));
        turn.TellHolders(Permissions.ManageGuild, null, kind, rule, AutoModerationJson.Default.AutoModerationRule);
    }

    // Whoever was silenced by a rule that has changed may be free now.
    private static void RecheckQuarantine(GuildTurn turn, AutoModerationRule before)
    {
        if (before.TriggerType == TriggerType.MemberProfile) turn.TellSelf(new ProfileCheck(null));
    }

    // A new or gone rule with all it says.
    private static IReadOnlyList<AuditChange> Facts(AutoModerationRule? before, AutoModerationRule? after) => AuditChange.List(
        AuditChange.Of("name", before?.Name, after?.Name),
        AuditChange.Of<object>("event_type", (int?)before?.EventType, (int?)after?.EventType),
        AuditChange.Of<object>("trigger_type", (int?)before?.TriggerType, (int?)after?.TriggerType),
        Change("trigger_metadata", before?.TriggerMetadata, after?.TriggerMetadata, AutoModerationJson.Default.TriggerMetadata),
        Change("actions", before?.Actions, after?.Actions, AutoModerationJson.Default.IReadOnlyListRuleAction),
        AuditChange.Of<object>("enabled", before?.Enabled, after?.Enabled),
        Change("exempt_roles", before?.ExemptRoles, after?.ExemptRoles, AutoModerationJson.Default.IReadOnlyListRoleId),
        Change("exempt_channels", before?.ExemptChannels, after?.ExemptChannels, AutoModerationJson.Default.IReadOnlyListChannelId));

    // Of lists of words only what was added and removed is told.
    private static IReadOnlyList<AuditChange> Differences(AutoModerationRule before, AutoModerationRule after)
    {
        var (old, now) = (before.TriggerMetadata, after.TriggerMetadata);
        return AuditChange.List(
        [
            AuditChange.Of("name", before.Name, after.Name),
            AuditChange.Of<object>("event_type", (int)before.EventType, (int)after.EventType),
            .. Words("keyword_filter", old.KeywordFilter, now.KeywordFilter),
            .. Words("regex_patterns", old.RegexPatterns, now.RegexPatterns),
            .. Words("allow_list", old.AllowList, now.AllowList),
            Change("presets", old.Presets, now.Presets, AutoModerationJson.Default.IReadOnlyListInt32),
            AuditChange.Of<object>("mention_total_limit", old.MentionTotalLimit, now.MentionTotalLimit),
            AuditChange.Of<object>("mention_raid_protection_enabled", old.MentionRaidProtectionEnabled, now.MentionRaidProtectionEnabled),
            Change("actions", before.Actions, after.Actions, AutoModerationJson.Default.IReadOnlyListRuleAction),
            AuditChange.Of<object>("enabled", before.Enabled, after.Enabled),
            Change("exempt_roles", before.ExemptRoles, after.ExemptRoles, AutoModerationJson.Default.IReadOnlyListRoleId),
            Change("exempt_channels", before.ExemptChannels, after.ExemptChannels, AutoModerationJson.Default.IReadOnlyListChannelId),
        ]);
    }

    private static AuditChange?[] Words(string name, IReadOnlyList<string>? before, IReadOnlyList<string>? after)
    {
        IReadOnlyList<string> added = [.. (after ?? []).Except(before ?? [])];
        IReadOnlyList<string> removed = [.. (before ?? []).Except(after ?? [])];
        return
        [
            added.Count == 0 ? null : Change($"$add_{name}", null, added, AutoModerationJson.Default.IReadOnlyListString),
            removed.Count == 0 ? null : Change($"$remove_{name}", null, removed, AutoModerationJson.Default.IReadOnlyListString),
        ];
    }

    private static AuditChange? Change<T>(string key, T? before, T? after, JsonTypeInfo<T> json)
        where T : class
    {
        var (old, now) = (Json(before, json), Json(after, json));
        return old?.GetRawText() == now?.GetRawText() ? null : new AuditChange(key) { OldValue = old, NewValue = now };
    }

    private static JsonElement? Json<T>(T? value, JsonTypeInfo<T> json)
        where T : class => value is null ? null : JsonSerializer.SerializeToElement(value, json);
}
