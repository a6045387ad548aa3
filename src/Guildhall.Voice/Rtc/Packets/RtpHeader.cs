using System.Buffers.Binary;

namespace Guildhall.Voice.Rtc.Packets;

/// <summary>The clear part of an RTP packet (RFC 3550), with lengths that are proved to lie inside it.</summary>
public readonly struct RtpHeader
{
    /// <summary>The shortest header.</summary>
    public const int MinBytes = 12;

    /// <summary>Profile of one-byte extension elements (RFC 8285).</summary>
    public const ushort OneByteProfile = 0xBEDE;

    public byte PayloadType { get; init; }

    public bool HasMarker { get; init; }

    /// <summary>The last byte of the payload (once decrypted) counts padding.</summary>
    public bool HasPadding { get; init; }

    public ushort Sequence { get; init; }

    public uint Timestamp { get; init; }

    public uint Ssrc { get; init; }

    /// <summary>Bytes before the payload: fixed part, contributing sources, extension.</summary>
    public int HeaderBytes { get; init; }

    /// <summary>Where the extension's elements begin; 0 when there is none.</summary>
    public int ExtensionOffset { get; init; }

    public int ExtensionBytes { get; init; }

    public ushort ExtensionProfile { get; init; }

    /// <summary>True for what can be RTP, as against RTCP, DTLS and STUN on the same port (RFC 7983, RFC 5761).</summary>
    public static bool IsRtp(ReadOnlySpan<byte> datagram) => datagram.Length >= MinBytes && datagram[0] is >= 128 and <= 191 && datagram[1] is not (>= 192 and <= 223);

    /// <summary>True for what can be RTCP.</summary>
    public static bool IsRtcp(ReadOnlySpan<byte> datagram) => datagram.Length >= 8 && datagram[0] is >= 128 and <= 191 && datagram[1] is >= 192 and <= 223;

    /// <summary>Reads the header. False when a length in it points outside the packet.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out RtpHeader header)
    {
        header = default;
        if (packet.Length < MinBytes || packet[0] >> 6 != 2) return false;
        var bytes = MinBytes + (packet[0] & 15) * 4;
        int extensionOffset = 0, extensionBytes = 0;
        ushort profile = 0;
        if ((packet[0] & 0x10) != 0)
        {
            if (bytes + 4 > packet.Length) return false;
            profile = BinaryPrimitives.ReadUInt16BigEndian(packet[bytes..]);
            extensionBytes = BinaryPrimitives.ReadUInt16BigEndian(packet[(bytes + 2)..]) * 4;
            extensionOffset = bytes + 4;
            bytes = extensionOffset + extensionBytes;
        }

        if (bytes > packet.Length) return false;
        header = new RtpHeader
        {
            PayloadType = (byte)(packet[1] & 0x7F),
            HasMarker = (packet[1] & 0x80) != 0,
            HasPadding = (packet[0] & 0x20) != 0,
            Sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]),
            Ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]),
            HeaderBytes = bytes,
            ExtensionOffset = extensionOffset,
            ExtensionBytes = extensionBytes,
            ExtensionProfile = profile,
        };
        return true;
    }

    /// <summary>Writes a header without extension and contributing sources. Returns its 12 bytes.</summary>
    public static int Write(Span<byte> into, byte payloadType, bool marker, ushort sequence, uint timestamp, uint ssrc)
    {
        into[0] = 0x80;
        into[1] = (byte)(payloadType | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(into[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(into[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(into[8..], ssrc);
        return MinBytes;
    }

    /// <summary>The decrypted payload without padding; empty for a packet of padding alone. False where the count of padding is impossible.</summary>
    public bool TryPayload(ReadOnlySpan<byte> packet, out ReadOnlySpan<byte> payload)
    {
        payload = packet[HeaderBytes..];
        if (!HasPadding) return true;
        if (payload.IsEmpty) return false;
        var padding = payload[^1];
        if (padding == 0 || padding > payload.Length) return false;
        payload = payload[..^padding];
        return true;
    }
}
