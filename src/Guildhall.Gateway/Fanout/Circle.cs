using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Fanout;

/// <summary>
/// The sessions of one shard that came into the same audiences together. A member of a guild with fifty channels is so in one
/// circle and not in fifty lists. Each row knows its place, so leaving is quick in a crowd.
/// </summary>
/// <param name="ids">The audiences, in order.</param>
/// <param name="audiences">The same as objects.</param>
internal sealed class Circle(ulong[] ids, Audience[] audiences)
{
    private readonly int[] _places = new int[ids.Length];
    private SessionRow[] _rows = new SessionRow[4];

    public ulong[] Ids => ids;

    public int Count { get; private set; }

    public ReadOnlySpan<SessionRow> Rows => _rows.AsSpan(0, Count);

    public bool Contains(ulong audience) => Array.BinarySearch(ids, audience) >= 0;

    public void Add(SessionRow row)
    {
        if (Count == _rows.Length) Array.Resize(ref _rows, Count * 2);
        row.Memberships.Add(this, Count);
        _rows[Count++] = row;
    }

    /// <summary>Takes a row out; its place is filled by the last one.</summary>
    public void Remove(SessionRow row)
    {
        var place = row.Memberships.Remove(this);
        if (place < 0) return;
        var last = _rows[--Count];
        _rows[Count] = null!;
        if (last != row)
        {
            _rows[place] = last;
            last.Memberships.Move(this, place);
        }

        if (_rows.Length > 16 && Count < _rows.Length / 4) Array.Resize(ref _rows, _rows.Length / 2);
    }

    /// <summary>Enters its audiences.</summary>
    public void Open()
    {
        for (var i = 0; i < audiences.Length; i++) _places[i] = audiences[i].Add(this);
    }

    /// <summary>Leaves its audiences; returns those that have no circle any more.</summary>
    public IEnumerable<Audience> Close()
    {
        for (var i = 0; i < audiences.Length; i++)
        {
            if (audiences[i].RemoveAt(_places[i]) is { } moved) moved._places[Array.BinarySearch(moved.Ids, ids[i])] = _places[i];
            if (audiences[i].Circles.IsEmpty) yield return audiences[i];
        }
    }
}
