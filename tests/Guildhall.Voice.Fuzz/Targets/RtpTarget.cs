using System.Buffers.Binary;
using Guildhall.Voice.Rtc.Packets;
using Guildhall.Voice.Rtc.Srtp;
using RtcHeader = Guildhall.Voice.Rtc.Packets.RtpHeader;

namespace Guildhall.Voice.Fuzz.Targets;

/// <summary>SRTP of browsers: forged packets, and sealed ones with mutated insides, down to extensions, RED and VP8.</summary>
internal sealed class RtpTarget : FuzzTarget
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 16).Select(value => (byte)value)];
    private readonly SrtpSender _sender = new(SrtpCipher.Create(SrtpProfile.AeadAes128Gcm, Key, Key.AsSpan(0, 12)));
    private readonly byte[] _packet = new byte[Mutator.Largest + 64];
    private SrtpReceiver _receiver = NewReceiver();
    private int _uses;

    public override string Name => "RTP";

    public override int Weight => 22;

    public override IReadOnlyList<byte[]> Samples { get; } = Make();

    public override int Feed(Span<byte> input, Dice dice)
    {
        if (!RtcHeader.IsRtp(input) || !RtcHeader.TryRead(input, out var header)) return 0;
        // A table of sources is full soon: begin anew with another one, as another peer does.
        if (++_uses % 4096 == 0) _receiver = NewReceiver(_receiver);
        if (dice.OneIn(3))
        {
            _ = _receiver.OpenRtp(input, header, out _);
            return 0;
        }

        input.CopyTo(_packet);
        var length = _sender.SealRtp(_packet, header.HeaderBytes, input.Length, header.Ssrc, header.Sequence);
        var clear = _receiver.OpenRtp(_packet.AsSpan(0, length), header, out _);
        Read(clear < 0 ? input : _packet.AsSpan(0, clear), header);
        return 0;
    }

    public override void Dispose()
    {
        base.Dispose();
        _sender.Dispose();
        _receiver.Dispose();
    }

    private static void Read(Span<byte> packet, in RtcHeader header)
    {
        var said = RtpExtensions.Read(packet, header, new RtpExtensionIds(4, 10, 11, 1, 3, 2));
        _ = said.Mid.Length + said.Rid.Length + said.RepairedRid.Length + said.Level + said.TransportSequence;
        if (!header.TryPayload(packet, out var payload)) return;
        _ = RedPayload.TryNewest(payload, 111, out _);
        if (!Vp8Descriptor.TryRead(payload, out var picture)) return;
        picture.Rewrite(packet.Slice(packet.Length - payload.Length, payload.Length), 77, 5);
    }

    private static SrtpReceiver NewReceiver(SrtpReceiver? before = null)
    {
        before?.Dispose();
        return new SrtpReceiver(SrtpCipher.Create(SrtpProfile.AeadAes128Gcm, Key, Key.AsSpan(0, 12)));
    }

    private static List<byte[]> Make()
    {
        var level = Packet(111, "BEDE000110854030", "78" + new string('5', 120));
        var red = Packet(63, "BEDE000110854030", "EF01400A6F" + new string('1', 60));
        var picture = Packet(96, "BEDE00034230A031A26C4000000000", "90E0812345" + "21109D012A80026801" + new string('a', 400));
        var twoByte = Packet(96, "1000000204013003020102000000", "10" + new string('b', 100));
        var padded = Packet(111, "", "780000000005");
        padded[0] |= 0x20;
        var sources = Packet(111, "", new string('c', 64));
        sources[0] |= 3;
        return [level, red, picture, twoByte, padded, sources];
    }

    private static byte[] Packet(byte type, string extension, string payload)
    {
        var packet = new byte[12].Concat(Convert.FromHexString(extension)).Concat(Convert.FromHexString(payload)).ToArray();
        (packet[0], packet[1]) = ((byte)(extension.Length > 0 ? 0x90 : 0x80), type);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), 1000);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), 0xABCD);
        return packet;
    }
}
