using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Guildhall.VoiceLoad.Load;
using Guildhall.VoiceLoad.Net;

namespace Guildhall.VoiceLoad.Rtpsize;

/// <summary>A bot's end of a call: RTP sealed by aead_aes256_gcm_rtpsize.</summary>
internal sealed class BotPeer : LoadPeer
{
    private const int FixedHeader = 12;
    private const int TagLength = 16;
    private const int CounterLength = 4;
    private const byte PayloadType = 0x78;
    private const uint SamplesPerPacket = 960;
    private const int DiscoveryLength = 74;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private const int Attempts = 40;

    private AesGcm? _cipher;
    private uint _counter;
    private ulong _alive;
    private ushort _sequence = (ushort)RandomNumberGenerator.GetInt32(0x4000);
    private uint _timestamp;

    public required uint Ssrc { get; init; }

    public byte[] Secret { set => _cipher = new AesGcm(value, TagLength); }

    /// <summary>Asks which address the server sees; the answer's.</summary>
    /// <exception cref="IOException">No answer comes.</exception>
    public async Task<IPEndPoint> Discover(IPEndPoint server, CancellationToken cancel)
    {
        await Socket.ConnectAsync(server, cancel);
        var question = new byte[DiscoveryLength];
        (question[1], question[3]) = (1, 70);
        BinaryPrimitives.WriteUInt32BigEndian(question.AsSpan(4), Ssrc);
        var answer = new byte[2048];
        for (var i = 0; i < Attempts; i++)
        {
            _ = Sockets.Send(Socket, question);
            var length = await Sockets.Receive(Socket, answer, Patience, cancel);
            if (length != DiscoveryLength || answer[1] != 2) continue;
            var text = Encoding.ASCII.GetString(answer, 8, Array.IndexOf(answer, (byte)0, 8) - 8);
            return new IPEndPoint(IPAddress.Parse(text), BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(72)));
        }

        throw new IOException("no answer to IP discovery");
    }

    public override int Seal(Span<byte> packet, ReadOnlySpan<byte> payload)
    {
        (packet[0], packet[1]) = (0x80, PayloadType);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], _sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], _timestamp += SamplesPerPacket);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], Ssrc);
        Span<byte> nonce = stackalloc byte[12];
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce, ++_counter);
        var tag = packet.Slice(FixedHeader + payload.Length, TagLength);
        _cipher!.Encrypt(nonce, payload, packet.Slice(FixedHeader, payload.Length), tag, packet[..FixedHeader]);
        nonce[..CounterLength].CopyTo(packet[(FixedHeader + payload.Length + TagLength)..]);
        return FixedHeader + payload.Length + TagLength + CounterLength;
    }

    public override int HeaderOf(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < FixedHeader + TagLength + CounterLength || packet[0] >> 6 != 2 || packet[1] != PayloadType) return 0;
        return FixedHeader + ((packet[0] & 15) * 4) + ((packet[0] & 16) != 0 ? 4 : 0);
    }

    public override ReadOnlySpan<byte> Open(Span<byte> packet, int header, StreamTrack stream)
    {
        var extension = (packet[0] & 16) == 0 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(packet[(header - 2)..]) * 4;
        var body = packet[header..^(TagLength + CounterLength)];
        Span<byte> nonce = stackalloc byte[12];
        nonce.Clear();
        packet[^CounterLength..].CopyTo(nonce);
        try
        {
            _cipher!.Decrypt(nonce, body, packet.Slice(header + body.Length, TagLength), body, packet[..header]);
            return extension <= body.Length ? body[extension..] : [];
        }
        catch (AuthenticationTagMismatchException)
        {
            return [];
        }
    }

    public override void Other(ReadOnlySpan<byte> packet) => Reports++;

    public override void KeepAlive()
    {
        Span<byte> packet = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(packet, _alive++);
        _ = Sockets.Send(Socket, packet);
    }

    public override void Dispose()
    {
        base.Dispose();
        _cipher?.Dispose();
    }
}
