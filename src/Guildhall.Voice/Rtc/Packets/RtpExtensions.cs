using System.Buffers.Binary;

namespace Guildhall.Voice.Rtc.Packets;

/// <summary>The numbers that a session gave to the header extensions we know; 0 for one that was not agreed.</summary>
public readonly record struct RtpExtensionIds(byte Mid, byte Rid, byte RepairedRid, byte AudioLevel, byte TransportSequence, byte AbsoluteSendTime);

/// <summary>What the header extensions of one packet said. Points into the packet.</summary>
public readonly ref struct RtpExtensions
{
    public ReadOnlySpan<byte> Mid { get; init; }

    public ReadOnlySpan<byte> Rid { get; init; }

    public ReadOnlySpan<byte> RepairedRid { get; init; }

    /// <summary>RFC 6464: 0 is the loudest, 127 is silence; -1 when absent.</summary>
    public int Level { get; init; }

    /// <summary>The sender's own opinion that this is speech.</summary>
    public bool IsSpeech { get; init; }

    /// <summary>The number over all packets of the transport; -1 when absent.</summary>
    public int TransportSequence { get; init; }

    /// <summary>Reads one-byte and two-byte elements. What is cut off or unknown is passed over.</summary>
    public static RtpExtensions Read(ReadOnlySpan<byte> packet, scoped in RtpHeader header, scoped in RtpExtensionIds ids)
    {
        ReadOnlySpan<byte> mid = default, rid = default, repaired = default;
        int level = -1, sequence = -1;
        var elements = header.ExtensionOffset == 0 ? default : packet.Slice(header.ExtensionOffset, header.ExtensionBytes);
        var short_ = header.ExtensionProfile == RtpHeader.OneByteProfile;
        if (!short_ && header.ExtensionProfile >> 4 != 0x100) elements = default;
        while (TryNext(ref elements, short_, out var id, out var value))
        {
            if (id == ids.Mid) mid = value;
            else if (id == ids.Rid) rid = value;
            else if (id == ids.RepairedRid) repaired = value;
            else if (id == ids.AudioLevel && value.Length >= 1) level = value[0];
            else if (id == ids.TransportSequence && value.Length >= 2) sequence = BinaryPrimitives.ReadUInt16BigEndian(value);
        }

        return new RtpExtensions
        {
            Mid = mid,
            Rid = rid,
            RepairedRid = repaired,
            Level = level < 0 ? -1 : level & 0x7F,
            IsSpeech = level >= 0x80,
            TransportSequence = sequence,
        };
    }

    /// <summary>Writes an extension with the one element abs-send-time after a 12-byte header, and sets its bit. Returns the length of both.</summary>
    /// <param name="time">Seconds as 6.18 fixed point, which is 24 bits.</param>
    public static int WriteSendTime(Span<byte> packet, byte id, uint time)
    {
        packet[0] |= 0x10;
        BinaryPrimitives.WriteUInt32BigEndian(packet[RtpHeader.MinBytes..], 0xBEDE0001);
        BinaryPrimitives.WriteUInt32BigEndian(packet[(RtpHeader.MinBytes + 4)..], ((uint)((id << 4) | 2) << 24) | (time & 0xFFFFFF));
        return RtpHeader.MinBytes + 8;
    }

    private static bool TryNext(scoped ref ReadOnlySpan<byte> elements, bool isShort, out int id, out ReadOnlySpan<byte> value)
    {
        id = 0;
        value = default;
        while (!elements.IsEmpty && elements[0] == 0) elements = elements[1..];
        if (elements.IsEmpty) return false;
        id = isShort ? elements[0] >> 4 : elements[0];
        // 15 ends a one-byte list.
        if (isShort && id == 15) return false;
        var head = isShort ? 1 : 2;
        if (elements.Length < head) return false;
        var length = isShort ? (elements[0] & 15) + 1 : elements[1];
        if (elements.Length < head + length) return false;
        value = elements.Slice(head, length);
        elements = elements[(head + length)..];
        return true;
    }
}
