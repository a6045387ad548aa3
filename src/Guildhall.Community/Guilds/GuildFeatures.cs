namespace Guildhall.Community.Guilds;

/// <summary>
/// The features of a guild: those it may switch by itself, those that other settings switch, and those that every guild of this
/// house has since nothing is sold here.
/// </summary>
internal static class GuildFeatures
{
    public const string Community = "COMMUNITY";
    public const string Discoverable = "DISCOVERABLE";
    public const string InvitesDisabled = "INVITES_DISABLED";
    public const string WelcomeScreen = "WELCOME_SCREEN_ENABLED";
    public const string VerificationGate = "MEMBER_VERIFICATION_GATE_ENABLED";
    private const string RaidAlertsDisabled = "RAID_ALERTS_DISABLED";

    /// <summary>What only an administrator switches.</summary>
    public static readonly string[] OfAdministrators = [Community, Discoverable];

    /// <summary>What every guild may do here.</summary>
    public static readonly string[] Given =
    [
        "ANIMATED_BANNER", "ANIMATED_ICON", "AUTO_MODERATION", "BANNER", "ENHANCED_ROLE_COLORS", "GUESTS_ENABLED", "INVITE_SPLASH", "MORE_SOUNDBOARD", "MORE_STICKERS",
        "NEWS", "ROLE_ICONS", "SOUNDBOARD", "VANITY_URL", "VIP_REGIONS",
    ];

    private static readonly string[] Switchable = [Community, Discoverable, InvitesDisabled, RaidAlertsDisabled];

    /// <summary>The features after a wish; the same list when the wish changes nothing.</summary>
    public static IReadOnlyList<string> Chosen(IReadOnlyList<string> now, IReadOnlyList<string> wanted)
    {
        string[] chosen = [.. now.Except(Switchable), .. Switchable.Where(wanted.Contains)];
        return chosen.ToHashSet().SetEquals(now) ? now : chosen;
    }

    /// <summary>The features with one of them on or off.</summary>
    public static IReadOnlyList<string> With(IReadOnlyList<string> now, string feature, bool isOn) =>
        isOn == now.Contains(feature) ? now : isOn ? [.. now, feature] : [.. now.Where(other => other != feature)];

    /// <summary>The features with all that every guild has.</summary>
    public static IReadOnlyList<string> WithGiven(IReadOnlyList<string> features) => [.. features.Union(Given)];
}
