using Guildhall.Gateway.Fanout;

namespace Guildhall.Gateway.Sessions;

/// <summary>
/// The last events of a session by sequence number: replay buffer and send queue in one. Holds references to payloads that
/// sessions share; grows with need and costs nothing while empty. A field of the row, so it is a mutable struct.
/// </summary>
internal struct ReplayRing
{
    private const int SmallestCapacity = 4;
    private SharedPayload?[]? _slots;

    /// <summary>The newest sequence number, 0 before the first event.</summary>
    public uint Last { get; private set; }

    /// <summary>Events kept; the oldest has the number <see cref="First"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the events kept, each counted in full although it may be shared.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of the kept events that no other session shares.</summary>
    public long PrivateBytes { get; private set; }

    /// <summary>The sequence number of the oldest event kept; <see cref="Last"/> + 1 when empty.</summary>
    public readonly uint First => Last - (uint)Count + 1;

    public readonly SharedPayload this[uint sequence] => _slots![sequence & (uint)(_slots.Length - 1)]!;

    /// <summary>An empty ring whose next event has the number above <paramref name="last"/>.</summary>
    public static ReplayRing After(uint last) => new() { Last = last };

    public void Append(SharedPayload payload)
    {
        if (_slots is null) _slots = new SharedPayload?[SmallestCapacity];
        else if (Count == _slots.Length) Resize(Count < 64 ? Count * 4 : Count * 2);
        Last++;
        Count++;
        Bytes += payload.Length;
        if (payload.IsPrivate) PrivateBytes += payload.Length;
        _slots[Last & (uint)(_slots.Length - 1)] = payload;
    }

    public void DropOldest()
    {
        var index = First & (uint)(_slots!.Length - 1);
        var payload = _slots[index]!;
        _slots[index] = null;
        Count--;
        Bytes -= payload.Length;
        if (payload.IsPrivate) PrivateBytes -= payload.Length;
    }

    /// <summary>Forgets everything up to a sequence number, which its reader has confirmed.</summary>
    public void Trim(uint upTo)
    {
        while (Count > 0 && First <= upTo) DropOldest();
        if (Count == 0 && _slots is { Length: > SmallestCapacity }) _slots = null;
        else if (_slots is { Length: > 64 } && Count < _slots.Length / 8) Resize(_slots.Length / 4);
    }

    private void Resize(int capacity)
    {
        var old = _slots!;
        var resized = new SharedPayload?[capacity];
        for (var sequence = First; sequence != Last + 1; sequence++)
            resized[sequence & (uint)(capacity - 1)] = old[sequence & (uint)(old.Length - 1)];
        _slots = resized;
    }
}
