namespace Guildhall.Protocol.Tests;

/// <summary>
/// The documented rules in the slowest and plainest way: one permission at a time, one sentence of the documentation at
/// a time, a yes or no for each permission's number, no masks.
/// </summary>
internal static class PermissionOracle
{
    private const int CreateInvite = 0, Administrator = 3, ViewChannel = 10, SendMessages = 11, SendTts = 12, EmbedLinks = 14, AttachFiles = 15,
        ReadHistory = 16, MentionEveryone = 17, Connect = 20, SendInThreads = 38, Last = 52, Retired = 47;

    private static readonly int[] Every = [.. Enumerable.Range(CreateInvite, Last + 1).Where(one => one != Retired)];

    // Kick, ban, administrator, manage guild, audit log, insights, both nicknames, manage expressions, moderate, monetization, create expressions.
    private static readonly int[] NotOfChannels = [1, 2, 3, 5, 7, 19, 26, 27, 30, 40, 41, 43];

    public static Permissions InGuild(PermissionCase of, bool isTimedOut) => AsBits(Guild(of, isTimedOut));

    public static Permissions InChannel(PermissionCase of)
    {
        var have = Guild(of, isTimedOut: false);
        if (of.IsOwner || have[Administrator]) return AsBits(Everything());

        Apply(have, of, overwrite => overwrite.Type == OverwriteType.Role && overwrite.Id.Number == of.EveryoneRole.Number);
        Apply(have, of, overwrite => overwrite.Type == OverwriteType.Role && overwrite.Id.Number != of.EveryoneRole.Number && HasRole(of, overwrite.Id));
        Apply(have, of, overwrite => overwrite.Type == OverwriteType.Member && overwrite.Id.Number == of.Member.Number);

        if (!have[ViewChannel]) return Permissions.None;
        if (of.Type == ChannelType.GuildVoice && !have[Connect]) return Permissions.ViewChannel;
        if (of.Type == ChannelType.GuildStageVoice && !have[Connect]) return Permissions.ViewChannel;
        if (!have[of.Type == ChannelType.PublicThread ? SendInThreads : SendMessages])
            have[MentionEveryone] = have[SendTts] = have[AttachFiles] = have[EmbedLinks] = false;
        if (of.IsTimedOut) TimeOut(have);
        return AsBits(have);
    }

    private static bool[] Guild(PermissionCase of, bool isTimedOut)
    {
        if (of.IsOwner) return Everything();
        var have = new bool[Last + 1];
        foreach (var one in Every)
        {
            if (Contains(of.Everyone, one)) have[one] = true;
            foreach (var role in of.RolePermissions)
                if (Contains(role, one)) have[one] = true;
        }

        if (have[Administrator]) return Everything();
        if (isTimedOut) TimeOut(have);
        return have;
    }

    private static bool[] Everything()
    {
        var have = new bool[Last + 1];
        foreach (var one in Every) have[one] = true;
        return have;
    }

    private static void TimeOut(bool[] have)
    {
        foreach (var one in Every)
            if (one != ViewChannel && one != ReadHistory) have[one] = false;
    }

    // First every deny, then every allow.
    private static void Apply(bool[] have, PermissionCase of, Func<OverwritePayload, bool> concerns)
    {
        foreach (var isAllow in new[] { false, true })
        {
            foreach (var overwrite in of.Overwrites)
            {
                if (!concerns(overwrite)) continue;
                foreach (var one in Every)
                    if (Contains(isAllow ? overwrite.Allow : overwrite.Deny, one) && !NotOfChannels.Contains(one)) have[one] = isAllow;
            }
        }
    }

    private static bool HasRole(PermissionCase of, OverwriteId id)
    {
        foreach (var role in of.Roles)
            if (role.Number == id.Number) return true;
        return false;
    }

    private static bool Contains(Permissions bits, int one) => ((ulong)bits >> one) % 2 == 1;

    private static Permissions AsBits(bool[] have)
    {
        var bits = 0UL;
        foreach (var one in Every)
            if (have[one]) bits += 1UL << one;
        return (Permissions)bits;
    }
}
