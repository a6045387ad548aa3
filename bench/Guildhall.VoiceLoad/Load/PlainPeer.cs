using System.Buffers.Binary;

namespace Guildhall.VoiceLoad.Load;

/// <summary>A peer of the echo: RTP in the clear, which comes back to itself.</summary>
internal sealed class PlainPeer : LoadPeer
{
    private const int Header = 12;
    private ushort _sequence;

    public override int Seal(Span<byte> packet, ReadOnlySpan<byte> payload)
    {
        packet[..Header].Clear();
        packet[0] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], _sequence++);
        payload.CopyTo(packet[Header..]);
        return Header + payload.Length;
    }

    public override int HeaderOf(ReadOnlySpan<byte> packet) => packet.Length > Header ? Header : 0;

    public override ReadOnlySpan<byte> Open(Span<byte> packet, int header, StreamTrack stream) => packet[header..];

    public override void Other(ReadOnlySpan<byte> packet) => Reports++;

    public override void KeepAlive()
    {
        // An echo forgets nobody.
    }
}
