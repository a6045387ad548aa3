using System.Buffers.Binary;
using System.Security.Cryptography;
using Guildhall.Voice.Crypto;

namespace Guildhall.Voice.Rtc.Srtp;

/// <summary>AEAD_AES_128_GCM (RFC 7714): one pass, a tag of 16 bytes, the header in the clear and covered.</summary>
public sealed unsafe class GcmSrtpCipher : SrtpCipher
{
    private const int Tag = PacketCipher.TagLength;
    private const uint EncryptedFlag = 0x8000_0000;

    private readonly PacketCipher _rtp;
    private readonly PacketCipher _rtcp;
    private readonly byte[] _rtpSalt = new byte[12];
    private readonly byte[] _rtcpSalt = new byte[12];

    public GcmSrtpCipher(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, CipherChoice choice = CipherChoice.Evp)
    {
        Span<byte> key = stackalloc byte[16];
        SrtpKdf.Derive(masterKey, masterSalt, SrtpKdf.RtpCipher, key);
        _rtp = PacketCipher.AesGcm(key, choice);
        SrtpKdf.Derive(masterKey, masterSalt, SrtpKdf.RtpSalt, _rtpSalt);
        SrtpKdf.Derive(masterKey, masterSalt, SrtpKdf.RtpCipher + SrtpKdf.Rtcp, key);
        _rtcp = PacketCipher.AesGcm(key, choice);
        SrtpKdf.Derive(masterKey, masterSalt, SrtpKdf.RtpSalt + SrtpKdf.Rtcp, _rtcpSalt);
        CryptographicOperations.ZeroMemory(key);
    }

    private GcmSrtpCipher(PacketCipher cipher, byte[] salt)
    {
        _rtp = _rtcp = cipher;
        salt.CopyTo(_rtpSalt, 0);
        salt.CopyTo(_rtcpSalt, 0);
    }

    public override int TagBytes => Tag;

    /// <summary>With a session key in place of a master key, for published vectors.</summary>
    internal static GcmSrtpCipher WithSessionKey(byte[] key, byte[] salt, CipherChoice choice) => new(PacketCipher.AesGcm(key, choice), salt);

    public override int SealRtp(Span<byte> buffer, int headerBytes, int length, uint ssrc, ulong number)
    {
        _ = buffer[..(length + Tag)];
        var nonce = stackalloc byte[12];
        Nonce(nonce, ssrc, number, _rtpSalt);
        fixed (byte* packet = buffer) _rtp.Seal(nonce, packet, headerBytes, packet + headerBytes, packet + headerBytes, length - headerBytes, packet + length);
        return length + Tag;
    }

    public override int OpenRtp(Span<byte> packet, int headerBytes, uint ssrc, ulong number)
    {
        var length = packet.Length - Tag;
        if (length < headerBytes) return -1;
        var nonce = stackalloc byte[12];
        Nonce(nonce, ssrc, number, _rtpSalt);
        fixed (byte* bytes = packet)
        {
            return _rtp.Open(nonce, bytes, headerBytes, bytes + headerBytes, bytes + headerBytes, length - headerBytes, bytes + length) ? length : -1;
        }
    }

    public override int SealRtcp(Span<byte> buffer, int length, uint index)
    {
        _ = buffer[..(length + Tag + 4)];
        var nonce = stackalloc byte[12];
        var covered = stackalloc byte[12];
        Cover(buffer, index | EncryptedFlag, covered);
        Nonce(nonce, BinaryPrimitives.ReadUInt32BigEndian(buffer[4..]), index, _rtcpSalt);
        fixed (byte* packet = buffer) _rtcp.Seal(nonce, covered, 12, packet + 8, packet + 8, length - 8, packet + length);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[(length + Tag)..], index | EncryptedFlag);
        return length + Tag + 4;
    }

    public override int OpenRtcp(Span<byte> packet, out uint index)
    {
        index = 0;
        var length = packet.Length - Tag - 4;
        if (length < 8) return -1;
        var word = BinaryPrimitives.ReadUInt32BigEndian(packet[^4..]);
        // A compound in the clear is allowed by the RFC and of no use to anybody here.
        if ((word & EncryptedFlag) == 0) return -1;
        index = word & ~EncryptedFlag;
        var nonce = stackalloc byte[12];
        var covered = stackalloc byte[12];
        Cover(packet, word, covered);
        Nonce(nonce, BinaryPrimitives.ReadUInt32BigEndian(packet[4..]), index, _rtcpSalt);
        fixed (byte* bytes = packet)
        {
            return _rtcp.Open(nonce, covered, 12, bytes + 8, bytes + 8, length - 8, bytes + length) ? length : -1;
        }
    }

    protected override void Dispose(bool disposing)
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    // What RTCP leaves in the clear: its first eight bytes, and the index with its flag.
    private static void Cover(ReadOnlySpan<byte> packet, uint word, byte* covered)
    {
        packet[..8].CopyTo(new Span<byte>(covered, 8));
        BinaryPrimitives.WriteUInt32BigEndian(new Span<byte>(covered + 8, 4), word);
    }

    // Two zero bytes, the source, the number of 48 bits; all under the salt.
    private static void Nonce(byte* into, uint ssrc, ulong number, byte[] salt)
    {
        var nonce = new Span<byte>(into, 12);
        nonce[..2].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[2..], ssrc);
        BinaryPrimitives.WriteUInt16BigEndian(nonce[6..], (ushort)(number >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(nonce[8..], (uint)number);
        for (var index = 0; index < 12; index++) nonce[index] ^= salt[index];
    }
}
