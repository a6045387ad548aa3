using System.Buffers.Binary;

namespace Guildhall.Gateway.Connections;

/// <summary>Headers of frames that a server sends: final, not masked, the shortest form of the length.</summary>
internal static class FrameWriter
{
    public const byte Text = 0x81;
    public const byte Binary = 0x82;
    public const byte Close = 0x88;
    public const byte Pong = 0x8A;
    public const int LongestHeader = 10;

    public static int HeaderLength(int payload) => payload < 126 ? 2 : payload <= ushort.MaxValue ? 4 : 10;

    /// <summary>Writes a header; returns its length.</summary>
    public static int WriteHeader(Span<byte> target, byte first, int payload)
    {
        target[0] = first;
        if (payload < 126)
        {
            target[1] = (byte)payload;
            return 2;
        }

        if (payload <= ushort.MaxValue)
        {
            target[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)payload);
            return 4;
        }

        target[1] = 127;
        BinaryPrimitives.WriteUInt64BigEndian(target[2..], (ulong)payload);
        return 10;
    }
}
