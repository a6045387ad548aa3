using Guildhall.Voice.Rtc.Packets;
using Guildhall.Voice.Rtc.Srtp;

namespace Guildhall.Voice.Fuzz.Targets;

/// <summary>Reports and requests of browsers: forged ones, and sealed ones with mutated insides.</summary>
internal sealed class RtcpTarget : FuzzTarget
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 16).Select(value => (byte)value)];
    private readonly SrtpSender _sender = new(SrtpCipher.Create(SrtpProfile.AeadAes128Gcm, Key, Key.AsSpan(0, 12)));
    private readonly SrtpReceiver _receiver = new(SrtpCipher.Create(SrtpProfile.AeadAes128Gcm, Key, Key.AsSpan(0, 12)));
    private readonly byte[] _packet = new byte[Mutator.Largest + 64];

    public override string Name => "RTCP";

    public override int Weight => 22;

    public override IReadOnlyList<byte[]> Samples { get; } =
    [
        // Sender report with a block, description, receiver report with two blocks, goodbye.
        Convert.FromHexString("81C8000C0000ABCD0102030405060708000003E8000000050000012C" + new string('1', 48)),
        Convert.FromHexString("81CA00040000ABCD0104616263640000" + "00000000"),
        Convert.FromHexString("82C9000D0000ABCD" + new string('2', 96)),
        Convert.FromHexString("81CB00010000ABCD"),
        // NACK, transport-wide feedback, PLI, FIR, REMB.
        Convert.FromHexString("81CD00030000ABCD000012340001FFFF"),
        Convert.FromHexString("8FCD00050000ABCD00001234000100070000010020070404"),
        Convert.FromHexString("8FCD00050000ABCD000012340001000700000100D5550404"),
        Convert.FromHexString("81CE00020000ABCD00001234"),
        Convert.FromHexString("84CE00040000ABCD000000000000123401000000"),
        Convert.FromHexString("8FCE00050000ABCD0000000052454D42010FFFFF00001234"),
    ];

    public override int Feed(Span<byte> input, Dice dice)
    {
        if (!RtpHeader.IsRtcp(input)) return 0;
        if (dice.OneIn(3))
        {
            _ = _receiver.OpenRtcp(input);
            return 0;
        }

        input.CopyTo(_packet);
        var sealed_ = _sender.SealRtcp(_packet, input.Length);
        var clear = _receiver.OpenRtcp(_packet.AsSpan(0, sealed_));
        if (clear < 0) throw new InvalidOperationException("an authentic report was not opened");
        Read(_packet.AsSpan(0, clear));
        return 0;
    }

    public override void Dispose()
    {
        base.Dispose();
        _sender.Dispose();
        _receiver.Dispose();
    }

    private static void Read(ReadOnlySpan<byte> compound)
    {
        Span<long> arrivals = stackalloc long[TransportFeedback.MaxPackets];
        var reader = new RtcpReader(compound);
        while (reader.TryNext(out var packet))
        {
            for (var blocks = packet.Reports; blocks.Length >= ReportBlock.Bytes; blocks = blocks[ReportBlock.Bytes..]) _ = ReportBlock.Read(blocks);
            for (var nacks = packet.Nacks; nacks.Length >= 4; nacks = nacks[4..]) _ = nacks[3];
            _ = packet.TrySenderTimes(out _, out _);
            _ = packet.Sender + packet.Media + packet.FirMedia + packet.Remb;
            if (packet.IsTransportWide) _ = TransportFeedback.Read(packet, arrivals, out _);
        }
    }
}
