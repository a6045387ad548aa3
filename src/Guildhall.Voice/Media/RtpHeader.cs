using System.Buffers.Binary;

namespace Guildhall.Voice.Media;

/// <summary>The part of an RTP packet that is in clear under rtpsize: the fixed header, the CSRCs, and the extension's own header.</summary>
public readonly record struct RtpHeader
{
    public const int FixedLength = 12;

    /// <summary>The profile of extensions with one-byte headers (RFC 8285).</summary>
    public const ushort OneByteProfile = 0xBEDE;

    private const byte Version = 2 << 6;

    /// <summary>All that is in clear, in bytes.</summary>
    public int Length { get; private init; }

    /// <summary>Bytes of the extension's body, which follow the header.</summary>
    public int ExtensionLength { get; private init; }

    public ushort ExtensionProfile { get; private init; }

    public bool HasPadding { get; private init; }

    public bool IsMarked { get; private init; }

    public int PayloadType { get; private init; }

    public ushort Sequence { get; private init; }

    public uint Timestamp { get; private init; }

    public uint Ssrc { get; private init; }

    /// <summary>False when the bytes are no RTP, or end within the header. Whether the extension's body is there must be seen once it is opened.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out RtpHeader header)
    {
        header = default;
        if (packet.Length < FixedLength || (packet[0] & 0xC0) != Version) return false;
        var length = FixedLength + (packet[0] & 0x0F) * 4;
        var extended = (packet[0] & 0x10) != 0;
        if (packet.Length < length + (extended ? 4 : 0)) return false;
        header = new RtpHeader
        {
            Length = length + (extended ? 4 : 0),
            ExtensionProfile = extended ? BinaryPrimitives.ReadUInt16BigEndian(packet[length..]) : (ushort)0,
            ExtensionLength = extended ? BinaryPrimitives.ReadUInt16BigEndian(packet[(length + 2)..]) * 4 : 0,
            HasPadding = (packet[0] & 0x20) != 0,
            IsMarked = (packet[1] & 0x80) != 0,
            PayloadType = packet[1] & 0x7F,
            Sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]),
            Ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]),
        };
        return true;
    }
}
