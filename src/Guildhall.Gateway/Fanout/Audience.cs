using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Fanout;

/// <summary>The sessions of one shard that see the same events. Each row knows its place, so leaving is quick in a crowd.</summary>
internal sealed class Audience(ulong id)
{
    private SessionRow[] _rows = new SessionRow[4];

    public ulong Id { get; } = id;

    public int Count { get; private set; }

    public ReadOnlySpan<SessionRow> Rows => _rows.AsSpan(0, Count);

    /// <summary>Adds a row; nothing happens when it is a member already.</summary>
    public void Add(SessionRow row)
    {
        if (row.Memberships.Find(this) >= 0) return;
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
}
