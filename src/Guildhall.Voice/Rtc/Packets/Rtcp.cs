using System.Buffers.Binary;

namespace Guildhall.Voice.Rtc.Packets;

/// <summary>Kinds of RTCP packets (RFC 3550, RFC 4585).</summary>
public enum RtcpKind
{
    SenderReport = 200,
    ReceiverReport = 201,
    SourceDescription = 202,
    Goodbye = 203,
    TransportFeedback = 205,
    PayloadFeedback = 206,
}

/// <summary>One packet of a compound.</summary>
/// <param name="kind">The packet type as it came; it may be none that we know.</param>
/// <param name="format">The count of reports, or the kind of feedback.</param>
/// <param name="body">All after the first four bytes, without padding.</param>
public readonly ref struct RtcpPacket(RtcpKind kind, int format, ReadOnlySpan<byte> body)
{
    public RtcpKind Kind { get; } = kind;

    public int Format { get; } = format;

    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>Who sends: the first word of every kind that we read. 0 when cut off.</summary>
    public uint Sender => Body.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(Body);

    /// <summary>Whom a feedback packet is about. 0 when cut off.</summary>
    public uint Media => Body.Length < 8 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(Body[4..]);

    public bool IsNack => Kind == RtcpKind.TransportFeedback && Format == 1 && Body.Length >= 12;

    public bool IsTransportWide => Kind == RtcpKind.TransportFeedback && Format == 15;

    public bool IsPli => Kind == RtcpKind.PayloadFeedback && Format == 1;

    public bool IsFir => Kind == RtcpKind.PayloadFeedback && Format == 4;

    /// <summary>What a full intra request is about stands in its list.</summary>
    public uint FirMedia => Body.Length < 16 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(Body[8..]);

    /// <summary>The receiver's estimate in bits per second; -1 where this is no REMB.</summary>
    public long Remb
    {
        get
        {
            if (Kind != RtcpKind.PayloadFeedback || Format != 15 || Body.Length < 16 || !Body.Slice(8, 4).SequenceEqual("REMB"u8)) return -1;
            var exponent = Body[13] >> 2;
            var mantissa = ((Body[13] & 3) << 16) | (Body[14] << 8) | Body[15];
            return exponent > 40 ? long.MaxValue >> 8 : (long)mantissa << exponent;
        }
    }

    /// <summary>The reports about our streams in an SR or RR, 24 bytes each.</summary>
    public ReadOnlySpan<byte> Reports
    {
        get
        {
            var head = Kind == RtcpKind.SenderReport ? 24 : 4;
            if (Kind is not (RtcpKind.SenderReport or RtcpKind.ReceiverReport) || Body.Length < head) return [];
            return Body.Slice(head, Math.Min(Format * ReportBlock.Bytes, (Body.Length - head) / ReportBlock.Bytes * ReportBlock.Bytes));
        }
    }

    /// <summary>Pairs of (first sequence, mask of the 16 after it) in a NACK, 4 bytes each.</summary>
    public ReadOnlySpan<byte> Nacks => IsNack ? Body[8..(Body.Length & ~3)] : [];

    /// <summary>Of a sender report: the middle 32 bits of its NTP time, and the RTP timestamp of the same moment.</summary>
    public bool TrySenderTimes(out uint ntpMiddle, out uint rtp)
    {
        ntpMiddle = rtp = 0;
        if (Kind != RtcpKind.SenderReport || Body.Length < 24) return false;
        ntpMiddle = BinaryPrimitives.ReadUInt32BigEndian(Body[6..]);
        rtp = BinaryPrimitives.ReadUInt32BigEndian(Body[12..]);
        return true;
    }
}

/// <summary>What a receiver says of one stream.</summary>
public readonly record struct ReportBlock(uint Ssrc, byte FractionLost, int Lost, uint Highest, uint Jitter, uint LastSenderReport, uint DelaySinceReport)
{
    public const int Bytes = 24;

    public static ReportBlock Read(ReadOnlySpan<byte> block) => new(
        BinaryPrimitives.ReadUInt32BigEndian(block),
        block[4],
        (int)(BinaryPrimitives.ReadUInt32BigEndian(block[4..]) << 8) >> 8,
        BinaryPrimitives.ReadUInt32BigEndian(block[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(block[12..]),
        BinaryPrimitives.ReadUInt32BigEndian(block[16..]),
        BinaryPrimitives.ReadUInt32BigEndian(block[20..]));

    public void Write(Span<byte> block)
    {
        BinaryPrimitives.WriteUInt32BigEndian(block, Ssrc);
        BinaryPrimitives.WriteInt32BigEndian(block[4..], Math.Clamp(Lost, -0x800000, 0x7FFFFF));
        block[4] = FractionLost;
        BinaryPrimitives.WriteUInt32BigEndian(block[8..], Highest);
        BinaryPrimitives.WriteUInt32BigEndian(block[12..], Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(block[16..], LastSenderReport);
        BinaryPrimitives.WriteUInt32BigEndian(block[20..], DelaySinceReport);
    }
}

/// <summary>Walks the packets of a compound.</summary>
public ref struct RtcpReader(ReadOnlySpan<byte> compound)
{
    private ReadOnlySpan<byte> _rest = compound;

    /// <summary>The next packet; false at the end, and at the first whose length is impossible.</summary>
    public bool TryNext(out RtcpPacket packet)
    {
        packet = default;
        if (_rest.Length < 4 || _rest[0] >> 6 != 2) return false;
        var length = (BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]) + 1) * 4;
        if (length > _rest.Length) return false;
        var body = _rest[4..length];
        if ((_rest[0] & 0x20) != 0)
        {
            if (body.IsEmpty || body[^1] == 0 || body[^1] > body.Length) return false;
            body = body[..^body[^1]];
        }

        packet = new RtcpPacket((RtcpKind)_rest[1], _rest[0] & 31, body);
        _rest = _rest[length..];
        return true;
    }
}
