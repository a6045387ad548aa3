using Guildhall.Protocol;

namespace Guildhall.Storage.Packing;

/// <summary>Compares lists of roles by what is in them, in their order.</summary>
public sealed class SameRoles : IEqualityComparer<IReadOnlyList<RoleId>>
{
    public static readonly SameRoles Comparer = new();

    public bool Equals(IReadOnlyList<RoleId>? x, IReadOnlyList<RoleId>? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.SequenceEqual(y));

    public int GetHashCode(IReadOnlyList<RoleId> roles)
    {
        var hash = default(HashCode);
        for (var i = 0; i < roles.Count; i++) hash.Add(roles[i].Number);
        return hash.ToHashCode();
    }
}
