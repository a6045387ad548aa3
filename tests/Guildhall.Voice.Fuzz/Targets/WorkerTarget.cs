using System.Buffers.Binary;
using System.Security.Cryptography;
using Guildhall.Community.Calls;
using Guildhall.Protocol;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Fuzz.Targets;

/// <summary>
/// A worker as the socket sees it: questions of IP discovery, keep-alives, sealed and forged packets of bots and everything of browsers, from strangers
/// and from a member whose packets are rightly sealed around mutated insides.
/// </summary>
internal sealed class WorkerTarget : FuzzTarget
{
    private const uint Ssrc = 0x1234;
    private const int TagLength = 16;
    private const int TurnsPerWorker = 100_000;

    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(value => (byte)value)];

    private readonly AesGcm _seal = new(Secret, TagLength);
    private readonly byte[] _sealed = new byte[Mutator.Largest + 64];
    private readonly LastFault _log = new();
    private MemoryPort _port = new();
    private MediaWorker? _worker;
    private int _turns = TurnsPerWorker;
    private long _asked;
    private uint _counter;

    public override string Name => "worker: bots and strangers";

    public override int Weight => 23;

    public override IReadOnlyList<byte[]> Samples { get; } =
    [
        Convert.FromHexString("00010046" + "00001234" + new string('0', 132)),
        new byte[8],
        Convert.FromHexString("8078000100000000" + "00001234" + "F8FFFE"),
        Convert.FromHexString("9078000200000000" + "00001234" + "BEDE0001" + "10854030" + "78" + new string('A', 240)),
        Convert.FromHexString("B378000300000000" + "00001234" + "000000010000000200000003" + "BEDE0001" + "10854030" + "78" + new string('A', 200) + "04"),
        Convert.FromHexString("80C8000600001234" + new string('1', 80)),
        Convert.FromHexString("000100002112A442" + "313233343536373839303132"),
        Convert.FromHexString("16FEFD0000000000000000" + "0010" + new string('2', 32)),
    ];

    public override int Feed(Span<byte> input, Dice dice)
    {
        if (_turns++ == TurnsPerWorker) Begin();
        if (dice.OneIn(2))
        {
            _port.Put(input, Stranger(dice));
            _asked += input.Length;
        }
        else
        {
            _port.Put(_sealed.AsSpan(0, Seal(input, dice)), MemoryPort.Member(1));
        }

        _worker!.Turn(TimeSpan.Zero);
        if (_port.ToStrangers > _asked) throw new InvalidOperationException($"strangers asked with {_asked} bytes and were sent {_port.ToStrangers}");
        if (_worker.Figures.Dropped(DropReason.Faulty) > 0) throw new InvalidOperationException("the worker met an exception", _log.Exception);
        return 0;
    }

    public override void Dispose()
    {
        base.Dispose();
        _ = _worker?.DisposeAsync().AsTask();
        _seal.Dispose();
    }

    // What a member says is sealed as it should be, mostly; whatever is in it.
    private int Seal(Span<byte> input, Dice dice)
    {
        var header = input.Length < 12 ? 0 : 12 + ((input[0] & 15) * 4) + ((input[0] & 16) != 0 ? 4 : 0);
        if (header == 0 || header > input.Length || dice.OneIn(4))
        {
            input.CopyTo(_sealed);
            return input.Length;
        }

        if (!dice.OneIn(8)) BinaryPrimitives.WriteUInt32BigEndian(input[8..], Ssrc);
        Span<byte> nonce = stackalloc byte[12];
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce, ++_counter);
        input[..header].CopyTo(_sealed);
        var body = input[header..];
        _seal.Encrypt(nonce, body, _sealed.AsSpan(header, body.Length), _sealed.AsSpan(input.Length, TagLength), input[..header]);
        nonce[..4].CopyTo(_sealed.AsSpan(input.Length + TagLength));
        return input.Length + TagLength + 4;
    }

    private static PeerAddress Stranger(Dice dice) => PeerAddress.FromIPv4((uint)(0xC6336400 + dice.Below(256)), (ushort)(1024 + dice.Below(1000)));

    private void Begin()
    {
        _ = _worker?.DisposeAsync().AsTask();
        (_port, _turns, _asked, _counter) = (new MemoryPort(), 0, 0, 0);
        _worker = new MediaWorker(new MediaWorkerOptions { SenderPacketsPerSecond = int.MaxValue / 2000, SenderBytesPerSecond = int.MaxValue / 2000 }, new SilentListener(), TimeProvider.System, _log, _port);
        var room = new ChannelId(new Snowflake(1));
        for (var user = 1ul; user <= 3; user++)
        {
            var ssrc = user == 1 ? Ssrc : (uint)(0x5000 + user);
            _worker.Open(new PeerSpec(new PeerId(user), room, new UserId(user), ssrc, RoomRights.Speak | RoomRights.Hear | RoomRights.VoiceActivity));
            _worker.Key(new PeerId(user), new TransportKey(TransportMode.AesGcm, Secret));
        }

        _worker.Turn(TimeSpan.Zero);
        // The others are heard once, so that what the first says has somewhere to go.
        for (var user = 2; user <= 3; user++)
        {
            var first = Convert.FromHexString($"8078000100000000{0x5000 + user:X8}F8FFFE");
            _port.Put(_sealed.AsSpan(0, SealFor(first)), MemoryPort.Member(user));
            _worker.Turn(TimeSpan.Zero);
        }
    }

    private int SealFor(byte[] packet)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(nonce, ++_counter);
        packet.CopyTo(_sealed, 0);
        _seal.Encrypt(nonce, packet.AsSpan(12), _sealed.AsSpan(12, packet.Length - 12), _sealed.AsSpan(packet.Length, TagLength), packet.AsSpan(0, 12));
        nonce.AsSpan(0, 4).CopyTo(_sealed.AsSpan(packet.Length + TagLength));
        return packet.Length + TagLength + 4;
    }
}
