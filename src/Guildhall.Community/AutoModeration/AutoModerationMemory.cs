using Guildhall.Community.AutoModeration.Matching;
using Guildhall.Community.Guild;

namespace Guildhall.Community.AutoModeration;

/// <summary>What a guild's actor keeps for its rules: the compiled ones, and what spam and raids are recognised by.</summary>
internal sealed class AutoModerationMemory
{
    private Task<RuleSet>? _rules;

    public SpamMemory Spam { get; } = new();

    public MentionRaid Raid { get; } = new();

    /// <summary>The rules have changed: they are compiled again, beside the actor, before the next message is looked at.</summary>
    public void RulesChanged(GuildState state) => _rules = Compile(state);

    /// <summary>The compiled rules; null when the guild has none that is enabled.</summary>
    public async ValueTask<RuleSet?> Rules(GuildState state)
    {
        if (state.Documents.Of(AutoModerationRule.Kind).Count == 0) return null;
        var rules = await (_rules ??= Compile(state));
        return rules.Rules.Count == 0 ? null : rules;
    }

    private static Task<RuleSet> Compile(GuildState state)
    {
        AutoModerationRule[] enabled = [.. state.Documents.Of(AutoModerationRule.Kind).Values.Where(rule => rule.Enabled).OrderBy(rule => rule.Id.Number)];
        return Task.Run(() => RuleSet.Compile(enabled));
    }
}
