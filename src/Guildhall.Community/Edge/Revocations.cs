using Guildhall.Protocol;

namespace Guildhall.Community.Edge;

/// <summary>
/// What was revoked lately: by it those who have checked a token once know whether they have to ask the store again. Numbers rise with
/// every revocation; who has forgotten some says "perhaps" for everything older.
/// </summary>
internal sealed class Revocations
{
    /// <summary>Users and tokens remembered; past this the memory starts afresh.</summary>
    public const int Capacity = 50_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, long> _last = [];
    private long _now;
    private long _forgottenUpTo;

    /// <summary>The number of the newest revocation; what is checked after reading it holds for this number.</summary>
    public long Now => Interlocked.Read(ref _now);

    /// <summary>Some of what holds tokens was revoked, none of it a session's.</summary>
    public void Note() => Interlocked.Increment(ref _now);

    /// <summary>A token (<see cref="TokenAuthenticator.KeyOf"/>), or every token of a user (its number), was revoked.</summary>
    public void Note(ulong tokenOrUser)
    {
        lock (_gate)
        {
            if (_last.Count >= Capacity)
            {
                _last.Clear();
                _forgottenUpTo = Now;
            }

            _last[tokenOrUser] = Interlocked.Increment(ref _now);
        }
    }

    /// <summary>False when a token that was good as of a number is so for certain.</summary>
    public bool MayHaveEnded(ulong token, UserId user, long since)
    {
        lock (_gate)
            return since < _forgottenUpTo || _last.GetValueOrDefault(token) > since || _last.GetValueOrDefault(user.Number) > since;
    }
}
