using System.Buffers.Binary;

namespace Guildhall.Voice.Rtc.Packets;

/// <summary>
/// Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01): which packets of a browser arrived, and when.
/// The browser estimates from it what its line carries upwards.
/// </summary>
public static class TransportFeedback
{
    /// <summary>The longest span of numbers that one feedback covers.</summary>
    public const int MaxPackets = 512;

    private const int TicksMicros = 250;
    private const int BaseMicros = 64_000;

    /// <summary>
    /// Appends one feedback on the packets from <paramref name="first"/> on. An arrival of 0 is a packet that did not come; the others are microseconds
    /// on a clock that only goes forward. At least one must have come.
    /// </summary>
    public static void Write(ref RtcpWriter writer, uint sender, uint media, ushort first, ReadOnlySpan<long> arrivals, byte number)
    {
        Span<byte> body = stackalloc byte[16 + MaxPackets / 7 * 2 + 4 + MaxPackets * 2 + 4];
        BinaryPrimitives.WriteUInt32BigEndian(body, sender);
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], media);
        BinaryPrimitives.WriteUInt16BigEndian(body[8..], first);
        BinaryPrimitives.WriteUInt16BigEndian(body[10..], (ushort)arrivals.Length);
        var reference = FirstArrival(arrivals) / BaseMicros;
        BinaryPrimitives.WriteUInt32BigEndian(body[12..], (uint)(reference << 8) | number);
        var at = reference * BaseMicros;

        // Chunks of seven two-bit symbols: 0 lost, 1 a small step, 2 a large or negative one. Steps follow the chunks, rounded so that errors do not add up.
        var steps = 16 + (arrivals.Length + 6) / 7 * 2;
        for (var start = 0; start < arrivals.Length; start += 7)
        {
            var chunk = 0xC000;
            for (var index = start; index < Math.Min(start + 7, arrivals.Length); index++)
            {
                if (arrivals[index] == 0) continue;
                var step = Math.Clamp((arrivals[index] - at) / TicksMicros, short.MinValue, short.MaxValue);
                at += step * TicksMicros;
                var isSmall = step is >= 0 and <= 255;
                chunk |= (isSmall ? 1 : 2) << (12 - 2 * (index - start));
                if (isSmall)
                {
                    body[steps++] = (byte)step;
                }
                else
                {
                    BinaryPrimitives.WriteInt16BigEndian(body[steps..], (short)step);
                    steps += 2;
                }
            }

            BinaryPrimitives.WriteUInt16BigEndian(body[(16 + start / 7 * 2)..], (ushort)chunk);
        }

        var padded = (steps + 3) & ~3;
        body[steps..padded].Clear();
        body[..padded].CopyTo(writer.Begin(RtcpKind.TransportFeedback, 15, padded));
    }

    /// <summary>Reads a feedback: arrivals in microseconds from the feedback's own zero, -1 for a packet that did not come. Returns how many, or -1 when malformed.</summary>
    public static int Read(in RtcpPacket packet, Span<long> arrivals, out ushort first)
    {
        first = 0;
        var body = packet.Body;
        if (!packet.IsTransportWide || body.Length < 18) return -1;
        first = BinaryPrimitives.ReadUInt16BigEndian(body[8..]);
        int count = BinaryPrimitives.ReadUInt16BigEndian(body[10..]);
        if (count == 0 || count > arrivals.Length) return -1;
        var at = (BinaryPrimitives.ReadUInt32BigEndian(body[12..]) >> 8) * (long)BaseMicros;
        var offset = 16;
        for (var done = 0; done < count;)
        {
            if (offset + 2 > body.Length) return -1;
            var chunk = BinaryPrimitives.ReadUInt16BigEndian(body[offset..]);
            offset += 2;
            var run = (chunk & 0x8000) == 0 ? chunk & 0x1FFF : (chunk & 0x4000) == 0 ? 14 : 7;
            if (run == 0) return -1;
            for (var index = 0; index < run && done < count; index++) arrivals[done++] = Symbol(chunk, index);
        }

        for (var index = 0; index < count; index++)
        {
            var bytes = (int)arrivals[index];
            if (bytes is 0 or 3)
            {
                arrivals[index] = -1;
                continue;
            }

            if (offset + bytes > body.Length) return -1;
            at += (bytes == 1 ? body[offset] : BinaryPrimitives.ReadInt16BigEndian(body[offset..])) * TicksMicros;
            arrivals[index] = at;
            offset += bytes;
        }

        return count;
    }

    private static int Symbol(int chunk, int index) =>
        (chunk & 0x8000) == 0 ? (chunk >> 13) & 3
        : (chunk & 0x4000) == 0 ? (chunk >> (13 - index)) & 1
        : (chunk >> (12 - 2 * index)) & 3;

    private static long FirstArrival(ReadOnlySpan<long> arrivals)
    {
        foreach (var arrival in arrivals)
        {
            if (arrival != 0) return arrival;
        }

        return 0;
    }
}
