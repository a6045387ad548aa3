using System.Buffers.Binary;
using System.Net;
using Guildhall.Community.Calls;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc;
using Guildhall.Voice.Rtc.Dtls;
using Guildhall.Voice.Rtc.Forwarding;
using Guildhall.Voice.Rtc.Ice;
using Guildhall.Voice.Rtc.Packets;
using Guildhall.Voice.Rtc.Srtp;
using Guildhall.Voice.Tests.Media;
using RtpHeader = Guildhall.Voice.Rtc.Packets.RtpHeader;

namespace Guildhall.Voice.Tests.Rtc;

/// <summary>What a browser does: checks the path, seals sound and pictures, opens what it is sent. Its keys are given, not negotiated, unless a test wants the handshake.</summary>
internal sealed class RigBrowser : IDisposable
{
    private static readonly byte[] Transaction = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 1, 2];
    private readonly WorkerRig _rig;
    private readonly Dictionary<uint, ulong> _numbers = [];
    private SrtpSender _sender = null!;
    private SrtpReceiver _receiver = null!;
    private ushort _transport;

    public RigBrowser(WorkerRig rig, ulong id, string? offer = null, RoomRights rights = (RoomRights)31)
    {
        _rig = rig;
        Offer = offer ?? Offers.Whole(audioSlots: 3, videoSlots: 2);
        RtcNegotiator.TryAnswer(Offer, new RtcEndpoint(IPAddress.Loopback, 50_000, Offers.Fingerprint), null, out var answer, out var refusal).ShouldBeTrue(refusal);
        Spec = new PeerSpec(new PeerId(id), WorkerRig.Room, new UserId(new Snowflake(id)), (uint)(5000 + id), rights) { Rtc = answer!.Peer };
        Rtc = answer.Peer;
        Address = PeerAddress.From(new IPEndPoint(IPAddress.Parse("203.0.113.5"), (int)(20_000 + id)));
        rig.Worker.Open(Spec).ShouldBeTrue();
        rig.Turn();
    }

    public string Offer { get; }

    public PeerSpec Spec { get; }

    public RtcPeerSpec Rtc { get; set; }

    public PeerAddress Address { get; set; }

    public PeerId Id => Spec.Peer;

    public UserId User => Spec.User;

    public RtcSection Slot(int index, bool video) => Rtc.Sections.Where(section => section.Receives && section.IsVideo == video).ElementAt(index);

    /// <summary>Joined, with keys for both directions.</summary>
    public static RigBrowser Join(WorkerRig rig, ulong id, string? offer = null, RoomRights rights = (RoomRights)31)
    {
        var browser = new RigBrowser(rig, id, offer, rights);
        browser.Check(nominate: true);
        browser.TakeKeys(new SrtpKeys(SrtpProfile.AeadAes128Gcm, Bytes(16, (byte)id), Bytes(12, 2), Bytes(16, (byte)(id + 100)), Bytes(12, 4)), isTold: false);
        rig.Port.Sent.Clear();
        return browser;
    }

    public void TakeKeys(SrtpKeys keys, bool isTold)
    {
        _sender = new SrtpSender(SrtpCipher.Create(keys.Profile, keys.ClientKey, keys.ClientSalt));
        _receiver = new SrtpReceiver(SrtpCipher.Create(keys.Profile, keys.ServerKey, keys.ServerSalt));
        if (isTold) return;
        var state = (RtcPeer)_rig.Worker.Find(Id)!.RtcState!;
        _rig.Worker.Tell(Id, new DtlsOutcome(state.Association, [], DtlsState.Done, keys)).ShouldBeTrue();
        _rig.Turn();
    }

    public byte[] Question(bool nominate, string? password = null, string? fragment = null)
    {
        var into = new byte[Stun.MaxBytes];
        var length = Stun.WriteRequest(into, Transaction, $"{fragment ?? Rtc.LocalFragment}:{Rtc.RemoteFragment}", System.Text.Encoding.ASCII.GetBytes(password ?? Rtc.LocalPassword), nominate);
        return into[..length];
    }

    public void Check(bool nominate) => _rig.Receive(Question(nominate), Address);

    public void Want(params RtcWant[] wants)
    {
        _rig.Worker.Tell(Id, new RtcWants(wants)).ShouldBeTrue();
        _rig.Turn();
    }

    /// <summary>A frame from the microphone (or the screen's sound), with its level.</summary>
    public void Say(ushort sequence, byte[] payload, int level = 20, bool isRed = false, bool isScreen = false, uint? timestamp = null)
    {
        var section = Rtc.Sections.First(section => section.Sends == (isScreen ? SlotKind.ScreenAudio : SlotKind.Audio));
        byte[] extension = [0x10, (byte)level, 0x40, (byte)section.Mid[0], 0, 0, 0, 0];
        Send(isScreen ? 78u : 77u, isRed ? section.RedPayloadType : section.PayloadType, false, sequence, timestamp ?? sequence * 960u, extension, payload);
    }

    /// <summary>A packet of a picture. The payload begins with a descriptor as <see cref="Picture"/> makes it.</summary>
    public void Show(string rid, ushort sequence, uint timestamp, byte[] payload, bool marker = true, bool isScreen = false)
    {
        var section = Rtc.Sections.First(section => section.Sends == (isScreen ? SlotKind.Screen : SlotKind.Camera));
        var ssrc = isScreen ? 300u : 200u + rid[0];
        _transport++;
        byte[] names = isScreen ? [0x40, (byte)section.Mid[0]] : [0x40, (byte)section.Mid[0], 0xA0, (byte)rid[0]];
        byte[] extension = [0x31, (byte)(_transport >> 8), (byte)_transport, .. names, .. new byte[isScreen ? 3 : 1]];
        Send(ssrc, section.PayloadType, marker, sequence, timestamp, extension, payload);
    }

    /// <summary>A packet of a layer again, on its stream of repairs.</summary>
    public void Repeat(string rid, ushort repair, ushort sequence, uint timestamp, byte[] payload)
    {
        var section = Rtc.Sections.First(section => section.Sends == SlotKind.Camera);
        byte[] extension = [0x40, (byte)section.Mid[0], 0xB0, (byte)rid[0]];
        Send(900u + rid[0], section.RtxPayloadType, true, repair, timestamp, extension, [(byte)(sequence >> 8), (byte)sequence, .. payload]);
    }

    /// <summary>A packet of VP8: picture number, base-layer counter, and whether a key frame of some height begins.</summary>
    public static byte[] Picture(int picture, byte baseIndex, bool isKey, int height = 180, int fill = 20, bool isStart = true)
    {
        byte[] descriptor = [(byte)(isStart ? 0x90 : 0x80), 0xC0, (byte)(0x80 | (picture >> 8)), (byte)picture, baseIndex];
        byte[] head = isKey ? [0x10, 0, 0, 0x9D, 1, 0x2A, 64, 1, (byte)height, (byte)(height >> 8)] : [0x11, 0, 0];
        return [.. descriptor, .. head, .. Bytes(fill, (byte)picture)];
    }

    public void Report(Action<RtcpBuilder> write)
    {
        var builder = new RtcpBuilder();
        write(builder);
        var buffer = new byte[1400];
        builder.Bytes.CopyTo(buffer, 0);
        _rig.Receive(buffer[..Sender.SealRtcp(buffer, builder.Length)], Address);
    }

    /// <summary>What came since the last time, in clear; what it cannot open is a failure.</summary>
    public (List<Packet> Rtp, List<byte[]> Rtcp) Take()
    {
        var rtp = new List<Packet>();
        var rtcp = new List<byte[]>();
        foreach (var (_, datagram) in _rig.Port.Sent.Where(sent => sent.To == Address && sent.Datagram[0] >= 128))
        {
            if (RtpHeader.IsRtcp(datagram))
            {
                var length = _receiver.OpenRtcp(datagram);
                length.ShouldBeGreaterThan(0, "a report that does not open");
                rtcp.Add(datagram[..length]);
                continue;
            }

            RtpHeader.TryRead(datagram, out var header).ShouldBeTrue();
            var wire = datagram.ToArray();
            var clear = _receiver.OpenRtp(datagram, header, out var number);
            if (clear < 0) rtp.Add(new Packet(header, [], wire, 0));
            else rtp.Add(new Packet(header, datagram[header.HeaderBytes..clear], wire, number));
        }

        _rig.Port.Sent.RemoveAll(sent => sent.To == Address);
        return (rtp, rtcp);
    }

    /// <summary>Sound and pictures alone.</summary>
    public List<Packet> Media() => Take().Rtp;

    public SrtpSender Sender => _sender;

    public void Dispose()
    {
        _sender.Dispose();
        _receiver.Dispose();
    }

    private void Send(uint ssrc, byte type, bool marker, ushort sequence, uint timestamp, byte[] extension, byte[] payload)
    {
        var buffer = new byte[16 + extension.Length + payload.Length + 40];
        RtpHeader.Write(buffer, type, marker, sequence, timestamp, ssrc);
        buffer[0] |= 0x10;
        BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(12), 0xBEDE0000u | (uint)(extension.Length / 4));
        extension.CopyTo(buffer, 16);
        payload.CopyTo(buffer, 16 + extension.Length);
        var before = _numbers.GetValueOrDefault(ssrc, sequence);
        var number = before + (ulong)(long)(short)(sequence - (ushort)before);
        _numbers[ssrc] = number;
        var length = _sender.SealRtp(buffer, 16 + extension.Length, 16 + extension.Length + payload.Length, ssrc, number);
        _rig.Receive(buffer[..length], Address);
    }

    private static byte[] Bytes(int count, byte value) => [.. Enumerable.Repeat(value, count)];

    internal sealed record Packet(RtpHeader Header, byte[] Payload, byte[] Wire, ulong Number);

    /// <summary>A compound of the browser's; the writer of the library is a ref struct, which a lambda cannot hold.</summary>
    internal sealed class RtcpBuilder
    {
        public byte[] Bytes { get; } = new byte[1200];

        public int Length { get; private set; }

        public void Nack(uint media, params (ushort First, ushort Mask)[] pairs)
        {
            var writer = new RtcpWriter(Bytes.AsSpan(Length));
            writer.Nack(1, media, pairs);
            Length += writer.Length;
        }

        public void Pli(uint media)
        {
            var writer = new RtcpWriter(Bytes.AsSpan(Length));
            writer.PictureLoss(1, media);
            Length += writer.Length;
        }

        public void Remb(long bits)
        {
            var writer = new RtcpWriter(Bytes.AsSpan(Length));
            writer.Remb(1, bits, [1]);
            Length += writer.Length;
        }

        public void Received(params ReportBlock[] blocks)
        {
            var writer = new RtcpWriter(Bytes.AsSpan(Length));
            writer.ReceiverReport(1, blocks);
            Length += writer.Length;
        }
    }
}
