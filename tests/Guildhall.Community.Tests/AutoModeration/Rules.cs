using Guildhall.Community.AutoModeration;
using Guildhall.Community.AutoModeration.Matching;

namespace Guildhall.Community.Tests.AutoModeration;

/// <summary>Rules made of words alone, and what they find.</summary>
internal static class Rules
{
    public static AutoModerationRule Of(string[] words, string[]? allowed = null, string[]? patterns = null) => new()
    {
        Id = new AutoModerationRuleId(1),
        GuildId = new GuildId(1),
        CreatorId = new UserId(1),
        Name = "words",
        EventType = RuleEvent.MessageSend,
        TriggerType = TriggerType.Keyword,
        TriggerMetadata = new TriggerMetadata { KeywordFilter = words, AllowList = allowed ?? [], RegexPatterns = patterns ?? [] },
        Enabled = true,
    };

    public static IReadOnlyList<RuleMatch> Find(string text, params AutoModerationRule[] rules)
    {
        List<RuleMatch> matches = [];
        RuleSet.Compile(rules).Match(text, Enumerable.Repeat(true, rules.Length).ToArray(), matches);
        return matches;
    }
}
