using System.Collections.Concurrent;

namespace Guildhall.Community.Accounts;

/// <summary>
/// Names and addresses that a request is just taking. The store has the last word on uniqueness; this keeps two requests
/// from getting that far with the same name, so that the loser gets a field error.
/// </summary>
public sealed class NameClaims
{
    private readonly ConcurrentDictionary<string, bool> _claimed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Holds a name until disposed; null when another request holds it.</summary>
    public IDisposable? TryClaim(string name) => _claimed.TryAdd(name, true) ? new Claim(this, name) : null;

    private sealed class Claim(NameClaims claims, string name) : IDisposable
    {
        public void Dispose() => claims._claimed.TryRemove(name, out _);
    }
}
