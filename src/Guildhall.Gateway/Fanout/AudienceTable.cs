using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Fanout;

/// <summary>
/// Which sessions of a shard are in which audiences. Sessions that came into the same ones are kept as one circle, and a
/// circle is in audiences: what a session costs grows with its guilds and not with their channels.
/// </summary>
internal sealed class AudienceTable
{
    private readonly Dictionary<ulong, Audience> _audiences = [];
    private readonly Dictionary<ulong[], Circle> _circles;
    private readonly Dictionary<ulong[], Circle>.AlternateLookup<ReadOnlySpan<ulong>> _byIds;
    private ulong[] _scratch = new ulong[64];
    private ulong[] _rest = new ulong[64];

    public AudienceTable()
    {
        _circles = new Dictionary<ulong[], Circle>(new SameIds());
        _byIds = _circles.GetAlternateLookup<ReadOnlySpan<ulong>>();
    }

    /// <summary>Audiences that have sessions.</summary>
    public int Count => _audiences.Count;

    /// <summary>Different sets of audiences that sessions are in.</summary>
    public int Circles => _circles.Count;

    public Audience? Find(ulong audience) => _audiences.GetValueOrDefault(audience);

    /// <summary>The circles of an audience; none when nobody is in it.</summary>
    public ReadOnlySpan<Circle> CirclesOf(ulong audience) => _audiences.TryGetValue(audience, out var found) ? found.Circles : [];

    /// <summary>Lets a session into audiences; nothing happens for those that it is in.</summary>
    public void Join(SessionRow row, IReadOnlyList<AudienceId> audiences)
    {
        Join(row, Take(audiences));
    }

    /// <summary>Lets a session into audiences; nothing happens for those that it is in.</summary>
    public void Join(SessionRow row, ReadOnlySpan<ulong> audiences)
    {
        var count = 0;
        if (_rest.Length < audiences.Length) _rest = new ulong[audiences.Length];
        foreach (var id in audiences)
        {
            if (!row.Memberships.Reach(id)) _rest[count++] = id;
        }

        var ids = _rest.AsSpan(0, count);
        ids.Sort();
        Enter(row, Distinct(ids));
    }

    /// <summary>Takes a session out of audiences; nothing happens for those that it is not in.</summary>
    public void Leave(SessionRow row, IReadOnlyList<AudienceId> audiences)
    {
        var leaving = Take(audiences);
        leaving.Sort();

        // Backwards: what takes the place of a circle that is left has been looked at.
        for (var i = row.Memberships.Count - 1; i >= 0; i--)
        {
            var circle = row.Memberships[i];
            var rest = Without(circle.Ids, leaving);
            if (rest.Length == circle.Ids.Length) continue;
            Exit(row, circle);
            Enter(row, rest);
        }
    }

    /// <summary>Takes a session out of all its audiences.</summary>
    public void LeaveAll(SessionRow row)
    {
        while (row.Memberships.Count > 0) Exit(row, row.Memberships[row.Memberships.Count - 1]);
    }

    private void Enter(SessionRow row, ReadOnlySpan<ulong> ids)
    {
        if (ids.IsEmpty) return;
        if (!_byIds.TryGetValue(ids, out var circle))
        {
            var own = ids.ToArray();
            circle = new Circle(own, Array.ConvertAll(own, AudienceOf));
            circle.Open();
            _circles.Add(own, circle);
        }

        circle.Add(row);
    }

    private void Exit(SessionRow row, Circle circle)
    {
        circle.Remove(row);
        if (circle.Count > 0) return;
        _circles.Remove(circle.Ids);
        foreach (var empty in circle.Close()) _audiences.Remove(empty.Id);
    }

    private Span<ulong> Take(IReadOnlyList<AudienceId> audiences)
    {
        if (_scratch.Length < audiences.Count) _scratch = new ulong[audiences.Count];
        for (var i = 0; i < audiences.Count; i++) _scratch[i] = audiences[i].Value;
        return _scratch.AsSpan(0, audiences.Count);
    }

    private Audience AudienceOf(ulong id)
    {
        if (!_audiences.TryGetValue(id, out var audience)) _audiences[id] = audience = new Audience(id);
        return audience;
    }

    private ReadOnlySpan<ulong> Without(ulong[] ids, ReadOnlySpan<ulong> leaving)
    {
        var count = 0;
        if (_rest.Length < ids.Length) _rest = new ulong[ids.Length];
        foreach (var id in ids)
        {
            if (leaving.BinarySearch(id) < 0) _rest[count++] = id;
        }

        return _rest.AsSpan(0, count);
    }

    private static ReadOnlySpan<ulong> Distinct(Span<ulong> sorted)
    {
        var count = 0;
        foreach (var id in sorted)
        {
            if (count == 0 || sorted[count - 1] != id) sorted[count++] = id;
        }

        return sorted[..count];
    }

    private sealed class SameIds : IEqualityComparer<ulong[]>, IAlternateEqualityComparer<ReadOnlySpan<ulong>, ulong[]>
    {
        public bool Equals(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<ulong> alternate, ulong[] other) => alternate.SequenceEqual(other);

        public ulong[] Create(ReadOnlySpan<ulong> alternate) => alternate.ToArray();

        public int GetHashCode(ulong[] ids) => GetHashCode(ids.AsSpan());

        public int GetHashCode(ReadOnlySpan<ulong> ids)
        {
            var hash = default(HashCode);
            foreach (var id in ids) hash.Add(id);
            return hash.ToHashCode();
        }
    }
}
