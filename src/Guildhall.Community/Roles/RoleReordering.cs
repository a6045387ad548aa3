namespace Guildhall.Community.Roles;

/// <summary>A wish for a role's place; 0 is @everyone's.</summary>
public sealed record RolePlace(RoleId Role, int Position);

/// <summary>
/// The new order of a guild's roles. A role that moves up to an occupied position comes to stand above who was there, one
/// that moves down below; then the positions are numbered from 1 without gaps.
/// </summary>
public static class RoleReordering
{
    /// <summary>The roles without @everyone, lowest first, with their new positions.</summary>
    public static RolePayload[] Order(IEnumerable<RolePayload> roles, RoleId everyone, IReadOnlyList<RolePlace> wishes)
    {
        var wished = wishes.GroupBy(wish => wish.Role).ToDictionary(group => group.Key, group => group.Last().Position);
        var ordered = roles
            .Where(role => role.Id != everyone)
            .OrderBy(role => wished.GetValueOrDefault(role.Id, role.Position))
            .ThenBy(role => wished.TryGetValue(role.Id, out var position) ? position.CompareTo(role.Position) : 0)
            .ThenByDescending(role => role.Id.Number)
            .ToArray();
        for (var i = 0; i < ordered.Length; i++) ordered[i] = ordered[i] with { Position = i + 1 };
        return ordered;
    }

    /// <summary>
    /// True when the order of the roles from the member's highest upwards is as it was, and they are still on top: a member
    /// moves only what is below its own highest role, and only to places below it.
    /// </summary>
    public static bool StaysBelow(IEnumerable<RolePayload> before, IReadOnlyList<RolePayload> after, RoleId everyone, in Standing member)
    {
        if (member.IsOwner) return true;
        var own = member.Highest;
        var protectedRoles = before
            .Where(role => role.Id != everyone && RoleOrder.RankOf(role, everyone) >= own)
            .OrderBy(role => RoleOrder.RankOf(role, everyone))
            .Select(role => role.Id)
            .ToArray();
        return after.Skip(after.Count - protectedRoles.Length).Select(role => role.Id).SequenceEqual(protectedRoles);
    }
}
