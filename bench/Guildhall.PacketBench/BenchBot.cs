using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Guildhall.Community.Calls;
using Guildhall.Voice;
using Guildhall.Voice.Crypto;
using Guildhall.Voice.Media;

namespace Guildhall.PacketBench;

/// <summary>A bot's socket and key.</summary>
internal sealed class BenchBot : IDisposable
{
    private const int SmallestBuffer = 1;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = SmallestBuffer };
    private readonly PacketCipher _cipher;
    private readonly byte[] _packet = new byte[VoiceLimits.DatagramBytes];
    private readonly uint _ssrc;
    private uint _counter;
    private ushort _sequence;

    private BenchBot(int number, TransportMode mode, byte[] secret)
    {
        _ssrc = (uint)number;
        _cipher = mode == TransportMode.AesGcm ? PacketCipher.AesGcm(secret, CipherChoice.Own) : PacketCipher.XChaCha(secret);
    }

    public static async Task<BenchBot> Join(MediaWorker worker, int number, bool isSpeaker, TransportMode mode)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var bot = new BenchBot(number, mode, secret);
        var peer = new PeerId((ulong)number);
        await bot._socket.ConnectAsync(IPAddress.Loopback, worker.Port);
        worker.Open(new PeerSpec(peer, new ChannelId(new Snowflake(1)), new UserId(new Snowflake((ulong)number)), bot._ssrc, isSpeaker ? RoomRights.Speak : RoomRights.Hear));
        var question = new byte[IpDiscovery.Length];
        BinaryPrimitives.WriteUInt32BigEndian(question, 0x0001_0046);
        BinaryPrimitives.WriteUInt32BigEndian(question.AsSpan(4), bot._ssrc);
        while (bot._socket.Available == 0)
        {
            bot._socket.Send(question);
            await Task.Delay(1);
        }

        worker.Key(peer, new TransportKey(mode, secret) { Claimed = (IPEndPoint)bot._socket.LocalEndPoint! });
        return bot;
    }

    public unsafe void Say(int length)
    {
        var packet = _packet.AsSpan();
        packet[0] = 0x80;
        packet[1] = 120;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], ++_sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], _ssrc);
        var nonce = stackalloc byte[24];
        new Span<byte>(nonce, 24).Clear();
        BinaryPrimitives.WriteUInt32BigEndian(new Span<byte>(nonce, 4), ++_counter);
        fixed (byte* start = _packet)
        {
            var body = start + RtpHeader.FixedLength;
            _cipher.Seal(nonce, start, RtpHeader.FixedLength, body, body, length, body + length);
            *(uint*)(body + length + PacketCipher.TagLength) = *(uint*)nonce;
        }

        _socket.Send(packet[..(RtpHeader.FixedLength + length + PacketCipher.TagLength + 4)]);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _cipher.Dispose();
    }
}
