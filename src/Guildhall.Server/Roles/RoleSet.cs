namespace Guildhall.Server.Roles;

/// <summary>The roles of one process, in the order of <see cref="Role"/>.</summary>
public sealed class RoleSet
{
    private readonly SortedSet<Role> _roles;

    private RoleSet(IEnumerable<Role> roles) => _roles = [.. roles];

    /// <summary>The whole house in one process.</summary>
    public static RoleSet All { get; } = new(Enum.GetValues<Role>());

    public bool Has(Role role) => _roles.Contains(role);

    /// <summary>Reads "gateway,api".</summary>
    /// <exception cref="FormatException">A name is unknown, or none is given.</exception>
    public static RoleSet Parse(string text)
    {
        var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length == 0) throw new FormatException($"it names no role; the roles are {All}");
        return new(names.Select(One));
    }

    public override string ToString() => string.Join(',', _roles.Select(role => role.ToString().ToLowerInvariant()));

    private static Role One(string name) =>
        Enum.TryParse<Role>(name, ignoreCase: true, out var role) && !char.IsAsciiDigit(name[0]) && name[0] != '-'
            ? role
            : throw new FormatException($"'{name}' is no role; the roles are {All}");
}
