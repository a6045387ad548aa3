namespace Guildhall.Community.Guilds;

/// <summary>The features a guild may switch by itself; all others are given, and stay as they are.</summary>
internal static class GuildFeatures
{
    public const string Community = "COMMUNITY";
    public const string InvitesDisabled = "INVITES_DISABLED";
    private const string RaidAlertsDisabled = "RAID_ALERTS_DISABLED";

    private static readonly string[] Switchable = [Community, InvitesDisabled, RaidAlertsDisabled];

    /// <summary>The features after a wish; the same list when the wish changes nothing.</summary>
    public static IReadOnlyList<string> Chosen(IReadOnlyList<string> now, IReadOnlyList<string> wanted)
    {
        string[] chosen = [.. now.Except(Switchable), .. Switchable.Where(wanted.Contains)];
        return chosen.ToHashSet().SetEquals(now) ? now : chosen;
    }
}
