using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using Guildhall.Community.Calls;
using Guildhall.Voice.Crypto;
using Guildhall.Voice.Media;
using Guildhall.Voice.Tests.Crypto;

namespace Guildhall.Voice.Tests.Media;

/// <summary>What a bot's library does: seals Opus frames, opens what it is sent.</summary>
internal sealed class RigBot : IDisposable
{
    private readonly PacketCipher _cipher;
    private uint _counter;
    private ushort _sequence = 100;
    private uint _timestamp = 48_000;

    public RigBot(ulong id, ChannelId room, TransportMode mode = TransportMode.AesGcm, RoomRights rights = RoomRights.Speak | RoomRights.Hear, CipherChoice ciphers = CipherChoice.Evp)
    {
        Secret = RandomNumberGenerator.GetBytes(32);
        Mode = mode;
        _cipher = mode == TransportMode.AesGcm ? PacketCipher.AesGcm(Secret, ciphers) : PacketCipher.XChaCha(Secret);
        Spec = new PeerSpec(new PeerId(id), room, new UserId(new Snowflake(id)), (uint)(1000 + id), rights);
        Address = PeerAddress.From(new IPEndPoint(IPAddress.Parse("192.0.2.1"), (int)(10_000 + id)));
    }

    public PeerSpec Spec { get; init; }

    public PeerId Id => Spec.Peer;

    public byte[] Secret { get; }

    public TransportMode Mode { get; }

    public PeerAddress Address { get; set; }

    public uint Counter
    {
        get => _counter;
        set => _counter = value;
    }

    public TransportKey Key(bool isClaiming = false) => new(Mode, [.. Secret]) { Claimed = isClaiming ? Address.ToEndPoint() : null };

    public byte[] Question()
    {
        var question = new byte[IpDiscovery.Length];
        BinaryPrimitives.WriteUInt32BigEndian(question, 0x0001_0046);
        BinaryPrimitives.WriteUInt32BigEndian(question.AsSpan(4), Spec.AudioSsrc);
        return question;
    }

    /// <summary>The next packet of speech.</summary>
    public byte[] Say(params byte[] payload) => Packet(payload);

    public byte[] Packet(byte[] payload, byte[]? extension = null, ushort profile = RtpHeader.OneByteProfile, uint? ssrc = null, int sources = 0, int type = 120, int padding = 0)
    {
        var header = new byte[RtpHeader.FixedLength + sources * 4 + (extension is null ? 0 : 4)];
        header[0] = (byte)(0x80 | sources | (extension is null ? 0 : 0x10) | (padding > 0 ? 0x20 : 0));
        header[1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), ++_sequence);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), _timestamp += 960);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(8), ssrc ?? Spec.AudioSsrc);
        if (extension is not null)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(header.Length - 4), profile);
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(header.Length - 2), (ushort)(extension.Length / 4));
        }
        byte[] tail = padding > 0 ? [.. new byte[padding - 1], (byte)padding] : [];
        var nonce = new byte[_cipher.NonceLength];
        BinaryPrimitives.WriteUInt32BigEndian(nonce, ++_counter);
        var (text, tag) = CipherCases.Seal(_cipher, nonce, header, [.. extension ?? [], .. payload, .. tail]);
        return [.. header, .. text, .. tag, .. nonce[..4]];
    }

    /// <summary>Opens what the worker sent to this bot; null when it is not sealed with its key.</summary>
    public Heard? Hear(byte[] packet)
    {
        if (!RtpHeader.TryRead(packet, out var header)) return null;
        var nonce = new byte[_cipher.NonceLength];
        packet.AsSpan(packet.Length - 4).CopyTo(nonce);
        var body = packet[header.Length..^20];
        if (CipherCases.Open(_cipher, nonce, packet[..header.Length], body, packet[^20..^4]) is not { } plain) return null;
        return new Heard(header, BinaryPrimitives.ReadUInt32BigEndian(nonce), plain[..header.ExtensionLength], plain[header.ExtensionLength..]);
    }

    public void Dispose() => _cipher.Dispose();

    internal sealed record Heard(RtpHeader Header, uint Counter, byte[] Extension, byte[] Payload);
}
