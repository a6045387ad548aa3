using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Guildhall.Gateway.Fanout;

namespace Guildhall.Gateway.Sessions;

/// <summary>
/// The last events of a session by sequence number: replay buffer and send queue in one. Holds the numbers that the shard's shelf
/// gives to events, in memory that the garbage collector never looks at; grows with need. A few, which is all that most sessions have
/// between two heartbeats, are in the row itself: an event to a crowd neither allocates nor looks at another place for each.
/// A field of the row, so it is a mutable struct; whoever drops one clears it first.
/// </summary>
internal unsafe struct ReplayRing
{
    private const int FewSlots = 4;
    private Place _place;
    private int _grown; // the capacity of the slots elsewhere, 0 while those here do

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

    private readonly int Capacity => _grown == 0 ? FewSlots : _grown;

    /// <summary>The event of a sequence number that is kept.</summary>
    public SharedPayload Get(uint sequence, EventShelf shelf) => shelf[Slot(sequence)];

    /// <summary>An empty ring whose next event has the number above <paramref name="last"/>.</summary>
    public static ReplayRing After(uint last) => new() { Last = last };

    public void Append(SharedPayload payload, EventShelf shelf) => Append(payload, shelf.Hold(payload));

    /// <summary>Appends an event that has been held for this ring.</summary>
    public void Append(SharedPayload payload, uint number)
    {
        if (Count == Capacity) Resize(Count < 64 ? Count * 4 : Count * 2);
        Last++;
        Count++;
        Bytes += payload.Length;
        if (payload.IsPrivate) PrivateBytes += payload.Length;
        Slot(Last) = number;
    }

    public void DropOldest(EventShelf shelf)
    {
        var (bytes, own) = shelf.Release(Slot(First));
        Count--;
        Bytes -= bytes;
        PrivateBytes -= own;
    }

    /// <summary>Forgets everything up to a sequence number, which its reader has confirmed.</summary>
    public void Trim(uint upTo, EventShelf shelf)
    {
        while (Count > 0 && First <= upTo) DropOldest(shelf);
        if (Count == 0) Free();
        else if (_grown > 64 && Count < _grown / 8) Resize(_grown / 4);
    }

    /// <summary>Forgets everything; the numbering goes on.</summary>
    public void Clear(EventShelf shelf) => Trim(Last, shelf);

    [UnscopedRef]
    private ref uint Slot(uint sequence)
    {
        if (_grown == 0) return ref Unsafe.Add(ref Unsafe.As<Few, uint>(ref _place.Here), sequence & (FewSlots - 1));
        return ref _place.Elsewhere[sequence & (uint)(_grown - 1)];
    }

    private void Resize(int capacity)
    {
        var resized = (uint*)NativeMemory.Alloc((nuint)capacity, sizeof(uint));
        for (var sequence = First; sequence != Last + 1; sequence++) resized[sequence & (uint)(capacity - 1)] = Slot(sequence);
        Free();
        _place.Elsewhere = resized;
        _grown = capacity;
    }

    private void Free()
    {
        if (_grown > 0) NativeMemory.Free(_place.Elsewhere);
        (_place, _grown) = (default, 0);
    }

    [InlineArray(FewSlots)]
    private struct Few
    {
        private uint _first;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Place
    {
        [FieldOffset(0)]
        public Few Here;

        [FieldOffset(0)]
        public uint* Elsewhere;
    }
}
