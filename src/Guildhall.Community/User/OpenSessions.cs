using System.Collections.Concurrent;

namespace Guildhall.Community.User;

/// <summary>
/// The open sessions of this node's users, kept beside their actors: sessions live in the gateway and outlast an actor that
/// is started again after a failure. A user's list belongs to the user's actor; nobody else touches it.
/// </summary>
public sealed class OpenSessions
{
    private readonly ConcurrentDictionary<UserId, List<OpenSession>> _sessions = new();

    /// <summary>The list that the user's actor begins with.</summary>
    internal List<OpenSession> Of(UserId user) => _sessions.GetValueOrDefault(user) ?? [];

    /// <summary>True when a user has a session here.</summary>
    internal bool HasAny(UserId user) => _sessions.ContainsKey(user);

    /// <summary>Who has a session here.</summary>
    internal IEnumerable<UserId> Users => _sessions.Keys;

    /// <summary>Begins with what the run before this one has left.</summary>
    internal void Adopt(UserId user, IEnumerable<OpenSession> sessions) => _sessions[user] = [.. sessions];

    /// <summary>Takes note after a session was opened or closed.</summary>
    internal void Keep(UserState user)
    {
        if (user.Sessions.Count == 0) _sessions.TryRemove(user.Id, out _);
        else _sessions[user.Id] = user.Sessions;
    }
}
