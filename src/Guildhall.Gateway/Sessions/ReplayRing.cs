using System.Runtime.InteropServices;
using Guildhall.Gateway.Fanout;

namespace Guildhall.Gateway.Sessions;

/// <summary>
/// The last events of a session by sequence number: replay buffer and send queue in one. Holds the numbers that the shard's shelf
/// gives to events, in memory that the garbage collector never looks at; grows with need and costs nothing while empty.
/// A field of the row, so it is a mutable struct; whoever drops one clears it first.
/// </summary>
internal unsafe struct ReplayRing
{
    private const int SmallestCapacity = 4;
    private uint* _slots;
    private int _capacity;

    /// <summary>The newest sequence number, 0 before the first event.</summary>
    public uint Last { get; private set; }

    /// <summary>Events kept; the oldest has the number <see cref="First"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the events kept, each counted in full although it may be shared.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of the kept events that no other session shares.</summary>
    public int PrivateBytes { get; private set; }

    /// <summary>The sequence number of the oldest event kept; <see cref="Last"/> + 1 when empty.</summary>
    public readonly uint First => Last - (uint)Count + 1;

    /// <summary>The event of a sequence number that is kept.</summary>
    public readonly SharedPayload Get(uint sequence, EventShelf shelf) => shelf[_slots[sequence & (uint)(_capacity - 1)]];

    /// <summary>An empty ring whose next event has the number above <paramref name="last"/>.</summary>
    public static ReplayRing After(uint last) => new() { Last = last };

    public void Append(SharedPayload payload, EventShelf shelf) => Append(payload, shelf.Hold(payload));

    /// <summary>Appends an event that has been held for this ring.</summary>
    public void Append(SharedPayload payload, uint number)
    {
        if (Count == _capacity) Resize(Count == 0 ? SmallestCapacity : Count < 64 ? Count * 4 : Count * 2);
        Last++;
        Count++;
        Bytes += payload.Length;
        if (payload.IsPrivate) PrivateBytes += payload.Length;
        _slots[Last & (uint)(_capacity - 1)] = number;
    }

    public void DropOldest(EventShelf shelf)
    {
        var (bytes, own) = shelf.Release(_slots[First & (uint)(_capacity - 1)]);
        Count--;
        Bytes -= bytes;
        PrivateBytes -= own;
    }

    /// <summary>Forgets everything up to a sequence number, which its reader has confirmed.</summary>
    public void Trim(uint upTo, EventShelf shelf)
    {
        while (Count > 0 && First <= upTo) DropOldest(shelf);
        if (Count == 0) Free();
        else if (_capacity > 64 && Count < _capacity / 8) Resize(_capacity / 4);
    }

    /// <summary>Forgets everything; the numbering goes on.</summary>
    public void Clear(EventShelf shelf) => Trim(Last, shelf);

    private void Resize(int capacity)
    {
        var resized = (uint*)NativeMemory.Alloc((nuint)capacity, sizeof(uint));
        for (var sequence = First; sequence != Last + 1; sequence++)
            resized[sequence & (uint)(capacity - 1)] = _slots[sequence & (uint)(_capacity - 1)];
        Free();
        _slots = resized;
        _capacity = capacity;
    }

    private void Free()
    {
        NativeMemory.Free(_slots);
        _slots = null;
        _capacity = 0;
    }
}
