namespace Guildhall.Voice.Rtc.Forwarding;

/// <summary>The last packets of one layer, by their number: for those who lost one, and for those who come late.</summary>
public sealed class PacketRing
{
    private const int Mask = RtcLimits.RingPackets - 1;

    private readonly byte[] _payloads = new byte[RtcLimits.RingPackets * RtcLimits.RingPayload];
    private readonly Entry[] _entries = new Entry[RtcLimits.RingPackets];

    /// <summary>True when the packet is kept, that is, has come before.</summary>
    public bool Has(ulong number) => _entries[number & Mask] is { IsUsed: true } entry && entry.Number == number;

    /// <summary>Keeps a packet in place of the one that is <see cref="RtcLimits.RingPackets"/> older. One whose payload is too long is not kept.</summary>
    public void Put(ulong number, uint timestamp, bool marker, ReadOnlySpan<byte> payload)
    {
        ref var entry = ref _entries[number & Mask];
        if (payload.Length > RtcLimits.RingPayload || (entry.IsUsed && entry.Number > number)) return;
        entry = new Entry { Number = number, Timestamp = timestamp, Length = (short)payload.Length, Marker = marker, IsUsed = true };
        payload.CopyTo(_payloads.AsSpan((int)(number & Mask) * RtcLimits.RingPayload));
    }

    /// <summary>A packet that is kept. The payload is valid until the next <see cref="Put"/>.</summary>
    public bool TryGet(ulong number, out uint timestamp, out bool marker, out ReadOnlySpan<byte> payload)
    {
        ref var entry = ref _entries[number & Mask];
        timestamp = entry.Timestamp;
        marker = entry.Marker;
        payload = default;
        if (!entry.IsUsed || entry.Number != number) return false;
        payload = _payloads.AsSpan((int)(number & Mask) * RtcLimits.RingPayload, entry.Length);
        return true;
    }

    private struct Entry
    {
        public ulong Number;
        public uint Timestamp;
        public short Length;
        public bool Marker;
        public bool IsUsed;
    }
}
