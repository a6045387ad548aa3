namespace Guildhall.Protocol;

/// <summary>Where a member stands in a guild, as the rules of hierarchy see it.</summary>
/// <param name="User">Who it is.</param>
/// <param name="IsOwner">Owners stand above every role.</param>
/// <param name="Highest">The rank of the highest of the member's roles; see <see cref="RoleOrder.Highest"/>.</param>
/// <param name="InGuild">The member's <see cref="PermissionMath.InGuild"/>.</param>
public readonly record struct Standing(UserId User, bool IsOwner, RoleRank Highest, Permissions InGuild)
{
    /// <summary>Owners and administrators: overwrites and timeouts pass them by.</summary>
    public bool MayDoEverything => IsOwner || InGuild.Has(Permissions.Administrator);
}
