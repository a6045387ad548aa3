using System.Buffers.Binary;
using System.Numerics;

namespace Guildhall.Storage.Packing;

/// <summary>
/// Rows by number as bytes in pages, for tables of many that are read seldom: a row is about a fifth of what its objects would be, and
/// the collector has nothing to look at. What is replaced leaves holes; a page that is mostly holes is packed anew, one at a time.
/// </summary>
internal sealed class PackedRows
{
    private const int PageBytes = 1 << 18;
    private const int Unit = 8;
    private const int HeadBytes = 12; // the number, the room, the length
    private readonly List<Page> _pages = [];
    private uint[] _slots = new uint[1_024]; // 0 for none, else the place by units, plus 1
    private int _current = -1;

    public int Count { get; private set; }

    /// <summary>Bytes of everything.</summary>
    public long Bytes => (_pages.Count * (long)PageBytes) + (_slots.Length * sizeof(uint));

    /// <summary>The bytes of a row; empty when there is none.</summary>
    public ReadOnlySpan<byte> Find(ulong id)
    {
        var slot = SlotOf(id);
        return _slots[slot] == 0 ? default : BodyAt(_slots[slot] - 1);
    }

    public bool Contains(ulong id) => _slots[SlotOf(id)] != 0;

    public void Put(ulong id, ReadOnlySpan<byte> body)
    {
        var slot = SlotOf(id);
        if (_slots[slot] != 0)
        {
            var (page, at) = PlaceOf(_slots[slot] - 1);
            if (RoomAt(page, at) >= body.Length)
            {
                Write(page, at, id, RoomAt(page, at), body);
                return;
            }

            var old = _slots[slot] - 1;
            _slots[slot] = Append(id, body) + 1;
            Drop(old);
            return;
        }

        if ((Count + 1) * 10L > _slots.Length * 7L)
        {
            Rehash();
            slot = SlotOf(id);
        }

        var place = Append(id, body);
        _slots[slot] = place + 1;
        Count++;
    }

    public bool Remove(ulong id)
    {
        var slot = SlotOf(id);
        if (_slots[slot] == 0) return false;
        var old = _slots[slot] - 1;
        Count--;
        // Those behind it that would not be found across the hole move up.
        var mask = _slots.Length - 1;
        for (var next = (slot + 1) & mask; _slots[next] != 0; next = (next + 1) & mask)
        {
            var home = Home(IdAt(_slots[next] - 1));
            if (((next - home) & mask) < ((next - slot) & mask)) continue;
            _slots[slot] = _slots[next];
            slot = next;
        }

        _slots[slot] = 0;
        Drop(old);
        return true;
    }

    /// <summary>Every number, in no order; the rows must not change meanwhile.</summary>
    public IEnumerable<ulong> Ids()
    {
        foreach (var slot in _slots)
        {
            if (slot != 0) yield return IdAt(slot - 1);
        }
    }

    /// <summary>How many places there are; with another number everything lies elsewhere.</summary>
    public int Places => _slots.Length;

    /// <summary>Looks at the rows in some places, in the order of <see cref="Ids"/>, until the visitor has had enough.</summary>
    /// <returns>Where to go on; null at the end, or when the visitor has had enough.</returns>
    public int? Walk(int from, int places, PackedVisitor visit)
    {
        var end = (int)Math.Min(_slots.Length, (long)from + places);
        // What was taken away meanwhile has let others move up, as far as to the last gap: a few are seen twice, and nobody is missed.
        while (from > 0 && _slots[from - 1] != 0) from--;
        for (; from < end; from++)
        {
            if (_slots[from] == 0) continue;
            var place = _slots[from] - 1;
            if (!visit(IdAt(place), BodyAt(place))) return null;
        }

        return end == _slots.Length ? null : end;
    }

    private int Home(ulong id) => (int)(((id >> 12) ^ (id * 0x9E3779B97F4A7C15UL)) >> 20) & (_slots.Length - 1);

    private int SlotOf(ulong id)
    {
        var slot = Home(id);
        while (_slots[slot] != 0 && IdAt(_slots[slot] - 1) != id) slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    private void Rehash()
    {
        var old = _slots;
        _slots = new uint[(int)BitOperations.RoundUpToPowerOf2((uint)old.Length * 2)];
        foreach (var place in old)
        {
            if (place != 0) _slots[SlotOf(IdAt(place - 1))] = place;
        }
    }

    private uint Append(ulong id, ReadOnlySpan<byte> body)
    {
        var room = (((HeadBytes + body.Length + Unit - 1) / Unit) * Unit) - HeadBytes;
        if (_current < 0 || _pages[_current].Used + HeadBytes + room > PageBytes) _current = NewPage();
        var page = _pages[_current];
        var at = page.Used;
        page.Used += HeadBytes + room;
        Write(page, at, id, room, body);
        return (uint)(((long)_current * PageBytes + at) / Unit);
    }

    private static void Write(Page page, int at, ulong id, int room, ReadOnlySpan<byte> body)
    {
        var bytes = page.Bytes.AsSpan(at);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, id);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], (ushort)room);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[10..], (ushort)body.Length);
        body.CopyTo(bytes[HeadBytes..]);
    }

    // A page that was emptied is used again before there is another.
    private int NewPage()
    {
        var free = _pages.FindIndex(page => page.Used == 0);
        if (free >= 0) return free;
        _pages.Add(new Page());
        return _pages.Count - 1;
    }

    private void Drop(uint place)
    {
        var (page, at) = PlaceOf(place);
        page.Holes += HeadBytes + RoomAt(page, at);
        BinaryPrimitives.WriteUInt64LittleEndian(page.Bytes.AsSpan(at), 0);
        var number = (int)((long)place * Unit / PageBytes);
        if (page.Holes * 2 > PageBytes && number != _current) Empty(number);
    }

    // Moves what lives in a page to the current one.
    private void Empty(int number)
    {
        var page = _pages[number];
        for (var at = 0; at < page.Used;)
        {
            var id = BinaryPrimitives.ReadUInt64LittleEndian(page.Bytes.AsSpan(at));
            var room = RoomAt(page, at);
            if (id != 0)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(page.Bytes.AsSpan(at + 10));
                var slot = SlotOf(id);
                _slots[slot] = Append(id, page.Bytes.AsSpan(at + HeadBytes, length)) + 1;
            }

            at += HeadBytes + room;
        }

        (page.Used, page.Holes) = (0, 0);
    }

    private (Page Page, int At) PlaceOf(uint place)
    {
        var at = (long)place * Unit;
        return (_pages[(int)(at / PageBytes)], (int)(at % PageBytes));
    }

    private ulong IdAt(uint place)
    {
        var (page, at) = PlaceOf(place);
        return BinaryPrimitives.ReadUInt64LittleEndian(page.Bytes.AsSpan(at));
    }

    private ReadOnlySpan<byte> BodyAt(uint place)
    {
        var (page, at) = PlaceOf(place);
        return page.Bytes.AsSpan(at + HeadBytes, BinaryPrimitives.ReadUInt16LittleEndian(page.Bytes.AsSpan(at + 10)));
    }

    private static int RoomAt(Page page, int at) => BinaryPrimitives.ReadUInt16LittleEndian(page.Bytes.AsSpan(at + 8));

    /// <summary>Looks at a row; false when it has had enough.</summary>
    public delegate bool PackedVisitor(ulong id, ReadOnlySpan<byte> body);

    private sealed class Page
    {
        public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(PageBytes);

        public int Used { get; set; }

        public int Holes { get; set; }
    }
}
