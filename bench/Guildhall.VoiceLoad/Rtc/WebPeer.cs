using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using Guildhall.VoiceLoad.Load;
using Guildhall.VoiceLoad.Net;

namespace Guildhall.VoiceLoad.Rtc;

/// <summary>A browser's end of a call, as far as sound goes: ICE, DTLS, SRTP with AEAD_AES_128_GCM, one microphone, any number of streams to hear.</summary>
internal sealed class WebPeer : LoadPeer
{
    private const int FixedHeader = 12;
    private const byte SpeechLevel = 0x80 | 20;
    private const uint SamplesPerPacket = 960;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private const int Attempts = 60;

    private readonly byte[] _transaction = RandomNumberGenerator.GetBytes(Stun.TransactionLength);
    private SrtpCipher? _out;
    private SrtpCipher? _in;
    private byte[] _check = [];
    private ushort _sequence = (ushort)RandomNumberGenerator.GetInt32(0x4000);
    private uint _rollover;
    private uint _timestamp = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>ICE user fragment and password of this side.</summary>
    public string Fragment { get; } = RandomNumberGenerator.GetHexString(8, lowercase: true);

    public string Password { get; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>The microphone's stream.</summary>
    public uint Ssrc { get; } = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    /// <summary>Where it sends from.</summary>
    public System.Net.IPEndPoint Address => (System.Net.IPEndPoint)Socket.LocalEndPoint!;

    public byte PayloadType { get; set; } = 111;

    /// <summary>Ids of the header extensions for levels and sections; 0 leaves them out.</summary>
    public int LevelExtension { get; set; } = 1;

    public int MidExtension { get; set; } = 4;

    /// <summary>How loud the microphone says it is: the byte of RFC 6464.</summary>
    public byte Level { get; set; } = SpeechLevel;

    /// <summary>Checks the path, shakes hands and derives the keys.</summary>
    /// <exception cref="IOException">The other side does not answer, or is somebody else.</exception>
    public async Task Connect(DtlsIdentity identity, RemoteDescription remote, CancellationToken cancel)
    {
        await Socket.ConnectAsync(remote.Address, cancel);
        await CheckPath(remote, cancel);
        using var dtls = new DtlsClient(identity);
        await ShakeHands(dtls, cancel);
        if (dtls.PeerFingerprint() != remote.Fingerprint) throw new IOException("the certificate is not the one of the description");
        var (key, salt, peerKey, peerSalt) = dtls.Keys();
        (_out, _in) = (new SrtpCipher(key, salt), new SrtpCipher(peerKey, peerSalt));
    }

    public override int Seal(Span<byte> packet, ReadOnlySpan<byte> payload)
    {
        var header = WriteHeader(packet);
        payload.CopyTo(packet[header..]);
        var length = _out!.Seal(packet, header, payload.Length, _rollover);
        if (++_sequence == 0) _rollover++;
        _timestamp += SamplesPerPacket;
        return length;
    }

    public override int HeaderOf(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < FixedHeader + SrtpCipher.TagLength || packet[0] is < 128 or > 191 || packet[1] is >= 192 and <= 223) return 0;
        var header = FixedHeader + ((packet[0] & 15) * 4);
        if ((packet[0] & 16) != 0) header += 4 + (BinaryPrimitives.ReadUInt16BigEndian(packet[(header + 2)..]) * 4);
        return header + SrtpCipher.TagLength <= packet.Length ? header : 0;
    }

    public override ReadOnlySpan<byte> Open(Span<byte> packet, int header, StreamTrack stream)
    {
        var length = _in!.Open(packet, header, stream.RolloverOf(BinaryPrimitives.ReadUInt16BigEndian(packet[2..])));
        return length < 0 ? [] : packet.Slice(header, length);
    }

    public override void Other(ReadOnlySpan<byte> packet)
    {
        AnswerCheck(packet);
        if (packet.Length < 8 || packet[0] is < 128 or > 191) return;
        if (_in!.OpenReport(packet) is null) Bad++;
        else Reports++;
    }

    public override void KeepAlive()
    {
        _ = Sockets.Send(Socket, _check);
        if (_out is not null) _ = Sockets.Send(Socket, _out.SealReport(ReceiverReport()));
    }

    public override void Dispose()
    {
        base.Dispose();
        _out?.Dispose();
        _in?.Dispose();
    }

    /// <summary>Seals any compound RTCP packet, such as a request to send something again, and sends it.</summary>
    public void SendReport(ReadOnlySpan<byte> report) => Sockets.Send(Socket, _out!.SealReport(report));

    private async Task CheckPath(RemoteDescription remote, CancellationToken cancel)
    {
        _check = Stun.Check(remote.Fragment, Fragment, remote.Password, _transaction);
        var packet = new byte[2048];
        for (var i = 0; i < Attempts; i++)
        {
            _ = Sockets.Send(Socket, _check);
            var length = await Sockets.Receive(Socket, packet, Patience, cancel);
            if (Stun.IsAnswer(packet.AsSpan(0, length), _transaction, remote.Password)) return;
            AnswerCheck(packet.AsSpan(0, length));
        }

        throw new IOException("nobody answers the connectivity checks");
    }

    private void AnswerCheck(ReadOnlySpan<byte> packet)
    {
        if (packet.Length == 0 || packet[0] != 0) return;
        if (Stun.Answer(packet, (System.Net.IPEndPoint)Socket.RemoteEndPoint!, Password) is { } answer) _ = Sockets.Send(Socket, answer);
    }

    private async Task ShakeHands(DtlsClient dtls, CancellationToken cancel)
    {
        var packet = new byte[2048];
        dtls.Advance([]);
        for (var i = 0; i < Attempts; i++)
        {
            foreach (var datagram in dtls.Outgoing()) _ = Sockets.Send(Socket, datagram);
            if (dtls.IsDone) return;
            var length = await Sockets.Receive(Socket, packet, Patience, cancel);
            // A server may take up a path only at a check that comes after it has learnt of the description.
            if (length == 0) _ = Sockets.Send(Socket, _check);
            if (length == 0) dtls.Remind();
            else if (packet[0] is >= 20 and <= 63) dtls.Advance(packet.AsSpan(0, length));
            else AnswerCheck(packet.AsSpan(0, length));
        }

        throw new IOException("the DTLS handshake does not end");
    }

    private int WriteHeader(Span<byte> packet)
    {
        var hasExtensions = LevelExtension > 0 || MidExtension > 0;
        packet[0] = (byte)(hasExtensions ? 0x90 : 0x80);
        packet[1] = PayloadType;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], _sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], _timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], Ssrc);
        if (!hasExtensions) return FixedHeader;
        var at = FixedHeader + 4;
        packet.Slice(FixedHeader, 8).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(packet[FixedHeader..], 0xBEDE);
        packet[FixedHeader + 3] = 1;
        if (LevelExtension > 0) (packet[at], packet[at + 1], at) = ((byte)(LevelExtension << 4), Level, at + 2);
        if (MidExtension > 0) (packet[at], packet[at + 1]) = ((byte)(MidExtension << 4), (byte)'0');
        return FixedHeader + 8;
    }

    private byte[] ReceiverReport()
    {
        var blocks = Math.Min(31, Streams.Count);
        var report = new byte[8 + (blocks * 24)];
        (report[0], report[1]) = ((byte)(0x80 | blocks), 201);
        BinaryPrimitives.WriteUInt16BigEndian(report.AsSpan(2), (ushort)((report.Length / 4) - 1));
        BinaryPrimitives.WriteUInt32BigEndian(report.AsSpan(4), Ssrc);
        for (var i = 0; i < blocks; i++)
        {
            var block = report.AsSpan(8 + (i * 24));
            BinaryPrimitives.WriteUInt32BigEndian(block, Streams[i].Ssrc);
            BinaryPrimitives.WriteUInt32BigEndian(block[4..], (uint)Math.Min(0x7FFFFF, Streams[i].Missing));
            BinaryPrimitives.WriteUInt32BigEndian(block[8..], (uint)Streams[i].Highest);
        }

        return report;
    }
}
