using Guildhall.Cluster.Relay;

namespace Guildhall.Community.Members.Lists;

/// <summary>
/// What each session looks at in a guild. Bounded by the sessions that are connected: one that goes is forgotten.
/// </summary>
internal sealed class GuildLooks
{
    private readonly Dictionary<SessionRef, GuildLook> _looks = [];
    private readonly Dictionary<UserId, HashSet<SessionRef>> _byMember = [];
    private readonly HashSet<SessionRef> _atEveryMember = [];

    /// <summary>Sessions that look at anything.</summary>
    public int Count => _looks.Count;

    /// <summary>What a session looks at; <see cref="GuildLook.Nothing"/> for one that has not said so.</summary>
    public GuildLook Of(SessionRef session) => _looks.GetValueOrDefault(session, GuildLook.Nothing);

    /// <summary>True for a session that has the guild open.</summary>
    public bool IsOpen(SessionRef session) => _looks.ContainsKey(session);

    /// <summary>Every session that looks, with what it looks at.</summary>
    public IReadOnlyCollection<KeyValuePair<SessionRef, GuildLook>> All => _looks;

    /// <summary>The sessions that named a user.</summary>
    public IReadOnlyCollection<SessionRef> LookingAt(UserId user) => _byMember.TryGetValue(user, out var sessions) ? sessions : [];

    /// <summary>The sessions that want every change of a member.</summary>
    public IReadOnlyCollection<SessionRef> AtEveryMember => _atEveryMember;

    public void Set(SessionRef session, GuildLook look)
    {
        Forget(session);
        if (!look.IsOpen) return;
        _looks[session] = look;
        if (look.MemberUpdates) _atEveryMember.Add(session);
        foreach (var user in look.Members)
        {
            if (!_byMember.TryGetValue(user, out var sessions)) _byMember[user] = sessions = [];
            sessions.Add(session);
        }
    }

    public void Forget(SessionRef session)
    {
        if (!_looks.Remove(session, out var look)) return;
        _atEveryMember.Remove(session);
        foreach (var user in look.Members)
        {
            if (_byMember.TryGetValue(user, out var sessions) && sessions.Remove(session) && sessions.Count == 0) _byMember.Remove(user);
        }
    }
}
