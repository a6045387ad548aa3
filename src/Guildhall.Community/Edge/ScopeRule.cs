namespace Guildhall.Community.Edge;

/// <summary>
/// Which OAuth2 scopes open a route to a Bearer token: one of some, or any at all. A route without a rule is closed to such tokens.
/// </summary>
public sealed record ScopeRule
{
    private readonly string[] _oneOf;

    private ScopeRule(string[] oneOf) => _oneOf = oneOf;

    /// <summary>Every token that is good, whatever its scopes.</summary>
    public static readonly ScopeRule Any = new([]);

    /// <summary>A token with at least one of these scopes.</summary>
    public static ScopeRule OneOf(params string[] scopes) => new(scopes);

    public bool IsMetBy(IReadOnlyList<string> scopes) => _oneOf.Length == 0 || scopes.Any(scope => _oneOf.Contains(scope));

    public static implicit operator ScopeRule(string scope) => new([scope]);
}
