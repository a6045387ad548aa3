namespace Guildhall.Protocol;

/// <summary>
/// How high a role stands: by position, and among equals the older role (the lower id) is higher. The default value is the
/// rank of @everyone, below every other role.
/// </summary>
public readonly record struct RoleRank : IComparable<RoleRank>
{
    private readonly int _position;
    private readonly ulong _age;

    public RoleRank(int position, RoleId id) => (_position, _age) = (position, ~id.Number);

    /// <summary>The rank of a member without roles.</summary>
    public static RoleRank Everyone => default;

    public int CompareTo(RoleRank other) =>
        _position != other._position ? _position.CompareTo(other._position) : _age.CompareTo(other._age);

    public static bool operator <(RoleRank left, RoleRank right) => left.CompareTo(right) < 0;

    public static bool operator >(RoleRank left, RoleRank right) => left.CompareTo(right) > 0;

    public static bool operator <=(RoleRank left, RoleRank right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RoleRank left, RoleRank right) => left.CompareTo(right) >= 0;
}
