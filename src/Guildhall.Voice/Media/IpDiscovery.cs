using System.Buffers.Binary;
using System.Text;

namespace Guildhall.Voice.Media;

/// <summary>The question of a bot which address it has, and the answer; both of 74 bytes.</summary>
public static class IpDiscovery
{
    public const int Length = 74;

    private const uint Question = 0x0001_0046;
    private const uint Answer = 0x0002_0046;
    private const int TextAt = 8;

    public static bool TryRead(ReadOnlySpan<byte> datagram, out uint ssrc)
    {
        ssrc = 0;
        if (datagram.Length != Length || BinaryPrimitives.ReadUInt32BigEndian(datagram) != Question) return false;
        ssrc = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]);
        return true;
    }

    /// <summary>Writes the answer into 74 bytes.</summary>
    public static void Write(Span<byte> to, uint ssrc, in PeerAddress address)
    {
        to[..Length].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(to, Answer);
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], ssrc);
        Span<char> text = stackalloc char[64];
        if (address.ToIPAddress().TryFormat(text, out var written)) Encoding.ASCII.GetBytes(text[..written], to[TextAt..]);
        BinaryPrimitives.WriteUInt16BigEndian(to[(Length - 2)..], address.Port);
    }
}
