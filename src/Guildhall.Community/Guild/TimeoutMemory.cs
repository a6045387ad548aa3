using Guildhall.Protocol;

namespace Guildhall.Community.Guild;

/// <summary>
/// Until when members who have left were timed out: who comes back is again, so that leaving is no way out. Forgets with the
/// actor: a restart is a pardon.
/// </summary>
public sealed class TimeoutMemory
{
    /// <summary>Entries at which those that are over are dropped.</summary>
    public const int Capacity = 16_384;

    private readonly Dictionary<UserId, DateTimeOffset> _until = [];

    /// <summary>Takes note of a member who leaves.</summary>
    public void Left(UserId user, DateTimeOffset? until, DateTimeOffset now)
    {
        if (until is not { } end || end <= now) return;
        if (_until.Count >= Capacity)
        {
            foreach (var (other, over) in _until)
            {
                if (over <= now) _until.Remove(other);
            }

            if (_until.Count >= Capacity) _until.Clear();
        }

        _until[user] = end;
    }

    /// <summary>The timeout that a user who comes back still has; null for none.</summary>
    public DateTimeOffset? Returned(UserId user, DateTimeOffset now) =>
        _until.Remove(user, out var until) && until > now ? until : null;
}
