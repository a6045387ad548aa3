using System.Buffers.Binary;

namespace Guildhall.Voice.Rtc.Packets;

/// <summary>Writes a compound packet piece by piece into a buffer of the caller's, which must have room (<see cref="Left"/>).</summary>
public ref struct RtcpWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes that still fit.</summary>
    public readonly int Left => _buffer.Length - Length;

    /// <summary>A sender report without reception reports.</summary>
    /// <param name="ntp">Seconds since 1900 as 32.32 fixed point.</param>
    public void SenderReport(uint ssrc, ulong ntp, uint rtp, uint packets, uint bytes)
    {
        var body = Begin(RtcpKind.SenderReport, 0, 24);
        BinaryPrimitives.WriteUInt32BigEndian(body, ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(body[4..], ntp);
        BinaryPrimitives.WriteUInt32BigEndian(body[12..], rtp);
        BinaryPrimitives.WriteUInt32BigEndian(body[16..], packets);
        BinaryPrimitives.WriteUInt32BigEndian(body[20..], bytes);
    }

    /// <summary>A receiver report of at most 31 blocks.</summary>
    public void ReceiverReport(uint ssrc, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        var body = Begin(RtcpKind.ReceiverReport, blocks.Length, 4 + blocks.Length * ReportBlock.Bytes);
        BinaryPrimitives.WriteUInt32BigEndian(body, ssrc);
        for (var index = 0; index < blocks.Length; index++) blocks[index].Write(body[(4 + index * ReportBlock.Bytes)..]);
    }

    /// <summary>The canonical name of a source; at most 64 bytes of it.</summary>
    public void Name(uint ssrc, scoped ReadOnlySpan<byte> name)
    {
        name = name[..Math.Min(name.Length, 64)];
        // The list of a chunk ends with at least one zero, and at a multiple of four.
        var length = (4 + 2 + name.Length + 4) & ~3;
        var body = Begin(RtcpKind.SourceDescription, 1, length);
        body.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(body, ssrc);
        body[4] = 1;
        body[5] = (byte)name.Length;
        name.CopyTo(body[6..]);
    }

    /// <summary>Asks for a key frame (PLI).</summary>
    public void PictureLoss(uint sender, uint media)
    {
        var body = Begin(RtcpKind.PayloadFeedback, 1, 8);
        BinaryPrimitives.WriteUInt32BigEndian(body, sender);
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], media);
    }

    /// <summary>Asks for packets again: pairs as in <see cref="RtcpPacket.Nacks"/>.</summary>
    public void Nack(uint sender, uint media, scoped ReadOnlySpan<(ushort First, ushort Mask)> pairs)
    {
        var body = Begin(RtcpKind.TransportFeedback, 1, 8 + pairs.Length * 4);
        BinaryPrimitives.WriteUInt32BigEndian(body, sender);
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], media);
        for (var index = 0; index < pairs.Length; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(body[(8 + index * 4)..], pairs[index].First);
            BinaryPrimitives.WriteUInt16BigEndian(body[(10 + index * 4)..], pairs[index].Mask);
        }
    }

    /// <summary>Says how many bits per second we can receive of some streams.</summary>
    public void Remb(uint sender, long bitsPerSecond, scoped ReadOnlySpan<uint> streams)
    {
        var body = Begin(RtcpKind.PayloadFeedback, 15, 16 + streams.Length * 4);
        BinaryPrimitives.WriteUInt32BigEndian(body, sender);
        body.Slice(4, 4).Clear();
        "REMB"u8.CopyTo(body[8..]);
        var exponent = 0;
        while (bitsPerSecond >> exponent > 0x3FFFF) exponent++;
        var mantissa = (uint)(bitsPerSecond >> exponent);
        BinaryPrimitives.WriteUInt32BigEndian(body[12..], ((uint)streams.Length << 24) | ((uint)exponent << 18) | mantissa);
        for (var index = 0; index < streams.Length; index++) BinaryPrimitives.WriteUInt32BigEndian(body[(16 + index * 4)..], streams[index]);
    }

    /// <summary>A stream has ended.</summary>
    public void Goodbye(uint ssrc) => BinaryPrimitives.WriteUInt32BigEndian(Begin(RtcpKind.Goodbye, 1, 4), ssrc);

    /// <summary>A packet whose body (a multiple of four bytes) the caller fills in.</summary>
    public Span<byte> Begin(RtcpKind kind, int format, int bodyBytes)
    {
        var packet = _buffer.Slice(Length, 4 + bodyBytes);
        packet[0] = (byte)(0x80 | format);
        packet[1] = (byte)kind;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(bodyBytes / 4));
        Length += packet.Length;
        return packet[4..];
    }
}
