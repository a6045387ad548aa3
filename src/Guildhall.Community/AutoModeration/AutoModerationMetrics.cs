using System.Diagnostics.Metrics;

namespace Guildhall.Community.AutoModeration;

/// <summary>What automatic moderation counts.</summary>
internal static class AutoModerationMetrics
{
    private static readonly Meter Meter = new("Guildhall.AutoModeration");

    /// <summary>Matches of regular expressions that were given up because their time was over.</summary>
    public static readonly Counter<long> PatternTimeouts = Meter.CreateCounter<long>("guildhall.automod.pattern_timeouts");

    /// <summary>Rules that were set off.</summary>
    public static readonly Counter<long> RulesSetOff = Meter.CreateCounter<long>("guildhall.automod.rules_set_off");
}
