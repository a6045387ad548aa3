using System.Globalization;
using Guildhall.Community.Applications;

namespace Guildhall.Community.Roles.Linked;

/// <summary>Whether what an application knows of somebody meets a rule. Pure.</summary>
public static class LinkedRoleRules
{
    /// <summary>True when the application knows the person, and what it knows compares as the rule wants.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="known">What its application knows of the person.</param>
    /// <param name="now">The moment that days count from.</param>
    public static bool IsMet(LinkedRoleRulePayload rule, RoleConnectionPayload known, DateTimeOffset now)
    {
        if (rule.ConnectionMetadataField is not { } field) return known.PlatformName is not null || known.Metadata.Count > 0;
        if (!known.Metadata.TryGetValue(field, out var value) || rule.Value is not { } wanted) return false;
        return rule.Operator switch
        {
            1 => Numbers(value, wanted) is var (a, b) && a <= b,
            2 => Numbers(value, wanted) is var (a, b) && a >= b,
            3 => Numbers(value, wanted) is var (a, b) && a == b,
            4 => Numbers(value, wanted) is var (a, b) && a != b,
            5 => Moments(value, wanted, now) is var (moment, edge) && moment <= edge,
            6 => Moments(value, wanted, now) is var (moment, edge) && moment >= edge,
            7 => Truth(value) is { } is7 && is7 == Truth(wanted),
            8 => Truth(value) is { } is8 && is8 != Truth(wanted),
            _ => false,
        };
    }

    /// <summary>True for a value that a rule of this type can be compared with.</summary>
    public static bool IsValue(int type, string value) => type switch
    {
        >= 1 and <= 4 => long.TryParse(value, CultureInfo.InvariantCulture, out _),
        5 or 6 => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= DaysMax,
        _ => Truth(value) is not null,
    };

    private const int DaysMax = 365 * 100;

    private static (long Value, long Wanted)? Numbers(string value, string wanted) =>
        long.TryParse(value, CultureInfo.InvariantCulture, out var a) && long.TryParse(wanted, CultureInfo.InvariantCulture, out var b) ? (a, b) : null;

    // The guild says how many days ago.
    private static (DateTimeOffset Value, DateTimeOffset Edge)? Moments(string value, string days, DateTimeOffset now) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
        && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && count <= DaysMax
            ? (moment, now.AddDays(-count))
            : null;

    private static bool? Truth(string text) => text switch
    {
        "1" or "true" => true,
        "0" or "false" => false,
        _ => null,
    };
}
