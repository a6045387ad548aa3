using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Guildhall.Voice.Rtc.Srtp;

/// <summary>AEAD_AES_128_GCM (RFC 7714): one pass, a tag of 16 bytes, the header in the clear and covered.</summary>
public sealed class GcmSrtpCipher : SrtpCipher
{
    private const int Tag = 16;
    private const uint EncryptedFlag = 0x8000_0000;

    private readonly AesGcm _rtp;
    private readonly AesGcm _rtcp;
    private readonly byte[] _rtpSalt = new byte[12];
    private readonly byte[] _rtcpSalt = new byte[12];

    public GcmSrtpCipher(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        Span<byte> key = stackalloc byte[16];
        SrtpKdf.Derive(masterKey, masterSalt, SrtpKdf.RtpCipher, key);
        _rtp = new AesGcm(key, Tag);
        SrtpKdf.Derive(masterKey, masterSalt, SrtpKdf.RtpSalt, _rtpSalt);
        SrtpKdf.Derive(masterKey, masterSalt, SrtpKdf.RtpCipher + SrtpKdf.Rtcp, key);
        _rtcp = new AesGcm(key, Tag);
        SrtpKdf.Derive(masterKey, masterSalt, SrtpKdf.RtpSalt + SrtpKdf.Rtcp, _rtcpSalt);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>With the session keys themselves, for published vectors.</summary>
    internal GcmSrtpCipher(byte[] key, byte[] salt, bool _)
    {
        _rtp = new AesGcm(key, Tag);
        _rtcp = new AesGcm(key, Tag);
        salt.CopyTo(_rtpSalt, 0);
        salt.CopyTo(_rtcpSalt, 0);
    }

    public override int TagBytes => Tag;

    public override int SealRtp(Span<byte> buffer, int headerBytes, int length, uint ssrc, ulong number)
    {
        Span<byte> nonce = stackalloc byte[12];
        Nonce(nonce, ssrc, number, _rtpSalt);
        var payload = buffer[headerBytes..length];
        _rtp.Encrypt(nonce, payload, payload, buffer.Slice(length, Tag), buffer[..headerBytes]);
        return length + Tag;
    }

    public override int OpenRtp(Span<byte> packet, int headerBytes, uint ssrc, ulong number)
    {
        var length = packet.Length - Tag;
        if (length < headerBytes) return -1;
        Span<byte> nonce = stackalloc byte[12];
        Nonce(nonce, ssrc, number, _rtpSalt);
        return Open(_rtp, nonce, packet[headerBytes..length], packet[length..], packet[..headerBytes]) ? length : -1;
    }

    public override int SealRtcp(Span<byte> buffer, int length, uint index)
    {
        Span<byte> nonce = stackalloc byte[12];
        Span<byte> covered = stackalloc byte[12];
        Nonce(nonce, BinaryPrimitives.ReadUInt32BigEndian(buffer[4..]), index, _rtcpSalt);
        buffer[..8].CopyTo(covered);
        BinaryPrimitives.WriteUInt32BigEndian(covered[8..], index | EncryptedFlag);
        var payload = buffer[8..length];
        _rtcp.Encrypt(nonce, payload, payload, buffer.Slice(length, Tag), covered);
        covered[8..].CopyTo(buffer[(length + Tag)..]);
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
        Span<byte> nonce = stackalloc byte[12];
        Span<byte> covered = stackalloc byte[12];
        Nonce(nonce, BinaryPrimitives.ReadUInt32BigEndian(packet[4..]), index, _rtcpSalt);
        packet[..8].CopyTo(covered);
        packet[^4..].CopyTo(covered[8..]);
        return Open(_rtcp, nonce, packet[8..length], packet.Slice(length, Tag), covered) ? length : -1;
    }

    protected override void Dispose(bool disposing)
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    // Two zero bytes, the source, the number of 48 bits; all under the salt.
    private static void Nonce(Span<byte> nonce, uint ssrc, ulong number, byte[] salt)
    {
        nonce[..2].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[2..], ssrc);
        BinaryPrimitives.WriteUInt16BigEndian(nonce[6..], (ushort)(number >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(nonce[8..], (uint)number);
        for (var index = 0; index < 12; index++) nonce[index] ^= salt[index];
    }

    private static bool Open(AesGcm cipher, ReadOnlySpan<byte> nonce, Span<byte> payload, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> covered)
    {
        try
        {
            cipher.Decrypt(nonce, payload, tag, payload, covered);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
