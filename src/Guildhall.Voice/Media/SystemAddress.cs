using System.Buffers.Binary;

namespace Guildhall.Voice.Media;

/// <summary>struct sockaddr_in and sockaddr_in6, as Linux has them.</summary>
internal static unsafe class SystemAddress
{
    public const int Most = 28;

    private const int Inet4Length = 16;

    /// <summary>Writes at most <see cref="Most"/> bytes and returns how many.</summary>
    public static int Write(byte* to, in PeerAddress address, bool isInet6)
    {
        *(ushort*)to = (ushort)(isInet6 ? DatagramLibc.Inet6 : DatagramLibc.Inet);
        *(ushort*)(to + 2) = BinaryPrimitives.ReverseEndianness(address.Port);
        if (isInet6)
        {
            *(uint*)(to + 4) = 0;
            *(ulong*)(to + 8) = BinaryPrimitives.ReverseEndianness(address.High);
            *(ulong*)(to + 16) = BinaryPrimitives.ReverseEndianness(address.Low);
            *(uint*)(to + 24) = 0;
            return Most;
        }
        *(uint*)(to + 4) = BinaryPrimitives.ReverseEndianness((uint)address.Low);
        *(ulong*)(to + 8) = 0;
        return Inet4Length;
    }

    public static PeerAddress Read(byte* from)
    {
        var port = BinaryPrimitives.ReverseEndianness(*(ushort*)(from + 2));
        return *(ushort*)from == DatagramLibc.Inet
            ? PeerAddress.FromIPv4(BinaryPrimitives.ReverseEndianness(*(uint*)(from + 4)), port)
            : new PeerAddress(BinaryPrimitives.ReverseEndianness(*(ulong*)(from + 8)), BinaryPrimitives.ReverseEndianness(*(ulong*)(from + 16)), port);
    }
}
