using System.Net;
using System.Text;
using Guildhall.Community.Calls;
using Guildhall.Protocol;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc;
using Guildhall.Voice.Rtc.Dtls;
using Guildhall.Voice.Rtc.Forwarding;
using Guildhall.Voice.Rtc.Ice;
using Guildhall.Voice.Rtc.Packets;
using Guildhall.Voice.Rtc.Srtp;
using RtcHeader = Guildhall.Voice.Rtc.Packets.RtpHeader;

namespace Guildhall.Voice.Fuzz.Targets;

/// <summary>
/// The browsers' half of a worker: two browsers that have checked their path and shaken hands, and then say rightly sealed nonsense; and strangers with
/// checks, handshakes and packets of their own.
/// </summary>
internal sealed class BrowserTarget : FuzzTarget
{
    private const int InputsPerWorker = 200_000;
    private const int Patience = 2000;

    private readonly DtlsContext _server = new(TimeProvider.System);
    private readonly DtlsContext _client = new(TimeProvider.System, isServer: false);
    private readonly RtpTarget _rtp = new();
    private readonly RtcpTarget _rtcp = new();
    private readonly StunTarget _stun = new();
    private readonly LastFault _log = new();
    private readonly byte[] _packet = new byte[Mutator.Largest + 64];
    private readonly SrtpSender?[] _senders = new SrtpSender?[3];
    private MemoryPort _port = new();
    private StepTime _time = new();
    private MediaWorker? _worker;
    private int _left;
    private long _asked;
    private ulong _number;

    public override string Name => "worker: browsers";

    public override int Weight => 20;

    public override IReadOnlyList<byte[]> Samples =>
    [
        // A microphone of section 0, and the camera's key and delta frames of section 6, as the offer names them.
        .. Enumerable.Repeat(Convert.FromHexString("906F000100000000000003E8" + "BEDE00011090" + "4030" + "78" + new string('5', 120)), 6),
        .. Enumerable.Repeat(Convert.FromHexString("90E0000200000000000003EE" + "BEDE000140360000" + "90E0812345" + "10109D012A80026801" + new string('A', 400)), 6),
        .. Enumerable.Repeat(Convert.FromHexString("9060000300000000000003EE" + "BEDE000140360000" + "90E0812445" + "11" + new string('B', 800)), 6),
        .. _rtp.Samples, .. _rtcp.Samples, .. _stun.Samples,
        [22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0],
    ];

    public override int Feed(Span<byte> input, Dice dice)
    {
        if (_left-- == 0 || _worker is null) Begin();
        _time.Step();
        if (dice.OneIn(4)) _port.Put(input, PeerAddress.FromIPv4((uint)(0xC6336400 + dice.Below(256)), (ushort)(1024 + dice.Below(1000))));
        else Say(input, 1 + dice.Below(2), dice);
        _asked += input.Length;
        _worker!.Turn(TimeSpan.Zero);
        if (_port.ToStrangers > _asked) throw new InvalidOperationException($"strangers asked with {_asked} bytes and were sent {_port.ToStrangers}");
        if (_worker.Figures.Dropped(DropReason.Faulty) > 0) throw new InvalidOperationException("the worker met an exception", _log.Exception);
        return 0;
    }

    public override void Dispose()
    {
        base.Dispose();
        _ = _worker?.DisposeAsync().AsTask();
        foreach (var sender in _senders) sender?.Dispose();
        _rtp.Dispose();
        _rtcp.Dispose();
        _stun.Dispose();
        _server.Dispose();
        _client.Dispose();
    }

    private void Say(Span<byte> input, int member, Dice dice)
    {
        input.CopyTo(_packet);
        var length = input.Length;
        // Numbers that go on, mostly: else all that comes is a new beginning.
        if (length >= 12 && !dice.OneIn(6)) System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(_packet.AsSpan(2), (ushort)(++_number & 0x3FFF));
        if (length >= 12 && dice.OneIn(10)) System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(_packet.AsSpan(8), (uint)(1000 + dice.Below(8)));
        if (RtcHeader.IsRtp(input) && RtcHeader.TryRead(_packet.AsSpan(0, length), out var header)) length = _senders[member]!.SealRtp(_packet, header.HeaderBytes, length, header.Ssrc, header.Sequence);
        else if (RtcHeader.IsRtcp(input)) length = Report(input, member);
        _port.Put(_packet.AsSpan(0, Math.Min(length, 1500)), MemoryPort.Member(member));
    }

    private int Report(Span<byte> input, int member)
    {
        input.CopyTo(_packet);
        return _senders[member]!.SealRtcp(_packet, input.Length);
    }

    private void Begin()
    {
        _ = _worker?.DisposeAsync().AsTask();
        (_port, _time, _left, _asked) = (new MemoryPort(), new StepTime(), InputsPerWorker, 0);
        var time = _time;
        _worker = new MediaWorker(new MediaWorkerOptions { Rtc = host => new RtcPath(host, _server, time) }, new SilentListener(), _time, _log, _port);
        for (var member = 1; member <= 2; member++) Join(member);
    }

    private void Join(int member)
    {
        var endpoint = new RtcEndpoint(IPAddress.Loopback, 50_000, _server.Fingerprint);
        if (!RtcNegotiator.TryAnswer(SdpTarget.Offer(6, 6, _client.Fingerprint), endpoint, null, out var answer, out var refusal)) throw new InvalidOperationException(refusal);
        var rights = RoomRights.Speak | RoomRights.Hear | RoomRights.Stream | RoomRights.VoiceActivity;
        _worker!.Open(new PeerSpec(new PeerId((ulong)member), new ChannelId(new Snowflake(1)), new UserId((ulong)member), (uint)(0x6000 + member), rights) { Rtc = answer.Peer });
        for (var other = 1; other <= 2; other++)
            _worker.Tell(new PeerId((ulong)member), new RtcWants([new RtcWant(new UserId((ulong)other), SlotKind.Camera, 720), new RtcWant(new UserId((ulong)other), SlotKind.Screen, 1080)]));
        _worker.Turn(TimeSpan.Zero);
        var check = new byte[Stun.MaxBytes];
        var length = Stun.WriteRequest(check, "123456789012"u8, $"{answer.Peer.LocalFragment}:abcd", Encoding.ASCII.GetBytes(answer.Peer.LocalPassword), nominate: true);
        Put(check.AsSpan(0, length), member);
        ShakeHands(member);
    }

    private void ShakeHands(int member)
    {
        using var client = new DtlsSession(_client, _server.Fingerprint);
        var datagrams = _port.Kept = new Queue<byte[]>();
        client.Start(datagram => Put(datagram, member));
        for (var left = Patience; client.State != DtlsState.Done && left > 0; left--)
        {
            // The server's half is done by a task beside the worker.
            if (datagrams.Count == 0) _ = Thread.Yield();
            _time.Step();
            Thread.SpinWait(2000);
            _worker!.Turn(TimeSpan.Zero);
            while (datagrams.TryDequeue(out var datagram)) client.Receive(datagram, answer => Put(answer, member));
        }

        if (client.Keys is not { } keys) throw new InvalidOperationException($"the handshake ends as {client.State}");
        for (var turns = 0; turns < Patience / 10; turns++)
        {
            Thread.SpinWait(2000);
            _worker!.Turn(TimeSpan.Zero);
        }

        _port.Kept = null;
        _senders[member]?.Dispose();
        _senders[member] = new SrtpSender(SrtpCipher.Create(keys.Profile, keys.ClientKey, keys.ClientSalt));
    }

    private void Put(ReadOnlySpan<byte> datagram, int member)
    {
        _port.Put(datagram, MemoryPort.Member(member));
        _time.Step();
        _worker!.Turn(TimeSpan.Zero);
    }
}
