namespace Guildhall.Protocol;

/// <summary>
/// The hierarchy of a guild: who stands above whom. These rules come on top of the permission an operation needs
/// (MANAGE_ROLES, KICK_MEMBERS and so on), which the caller checks as well; an administrator is bound by rank like everybody.
/// </summary>
public static class RoleOrder
{
    /// <summary>The rank of a role of the guild whose @everyone role is given.</summary>
    public static RoleRank RankOf(RolePayload role, RoleId everyoneRole) =>
        role.Id == everyoneRole ? RoleRank.Everyone : new RoleRank(role.Position, role.Id);

    /// <summary>Positive when the first role stands higher; 0 for a role and itself.</summary>
    public static int Compare(RolePayload left, RolePayload right, RoleId everyoneRole) =>
        RankOf(left, everyoneRole).CompareTo(RankOf(right, everyoneRole));

    /// <summary>The rank of the highest of a member's roles; that of @everyone when there is none. Roles the guild does not know count for nothing.</summary>
    public static RoleRank Highest(IReadOnlyList<RoleId> memberRoles, IReadOnlyDictionary<RoleId, RolePayload> guildRoles, RoleId everyoneRole)
    {
        var highest = RoleRank.Everyone;
        for (var index = 0; index < memberRoles.Count; index++)
        {
            if (!guildRoles.TryGetValue(memberRoles[index], out var role)) continue;
            var rank = RankOf(role, everyoneRole);
            if (rank > highest) highest = rank;
        }

        return highest;
    }

    /// <summary>True when the member may edit, delete, move, assign or take away a role of this rank: it stands below the member's highest.</summary>
    public static bool CanManageRole(in Standing member, RoleRank role) => member.IsOwner || role < member.Highest;

    /// <summary>
    /// True when the member may kick, ban or rename the target: the target's highest role stands below the member's.
    /// Nobody may act on the owner, and nobody (the owner included) on themselves.
    /// </summary>
    public static bool CanActOn(in Standing member, in Standing target)
    {
        if (target.IsOwner || member.User == target.User) return false;
        return member.IsOwner || target.Highest < member.Highest;
    }

    /// <summary>True when the member may time the target out: as <see cref="CanActOn"/>, and never an administrator.</summary>
    public static bool CanTimeOut(in Standing member, in Standing target) =>
        CanActOn(member, target) && !target.MayDoEverything;

    /// <summary>True when a member who holds these permissions may turn a role's <paramref name="before"/> into <paramref name="after"/>: what is added is held.</summary>
    public static bool CanGrant(Permissions held, Permissions before, Permissions after) =>
        held.Has(Permissions.Administrator) || (after & ~before & ~held) == Permissions.None;

    /// <summary>
    /// True when a member who holds these permissions in the channel may change an overwrite so: every permission whose
    /// allowing or denying changes is held.
    /// </summary>
    public static bool CanOverwrite(
        Permissions held, Permissions allowBefore, Permissions denyBefore, Permissions allowAfter, Permissions denyAfter)
    {
        var changed = (allowBefore ^ allowAfter) | (denyBefore ^ denyAfter);
        return held.Has(Permissions.Administrator) || (changed & ~held) == Permissions.None;
    }
}
