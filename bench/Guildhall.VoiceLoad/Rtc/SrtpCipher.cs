using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Guildhall.VoiceLoad.Rtc;

/// <summary>One direction of SRTP and SRTCP with AEAD_AES_128_GCM (RFC 7714), by the base library's AesGcm: nothing is shared with the server.</summary>
internal sealed class SrtpCipher : IDisposable
{
    public const int TagLength = 16;
    private const int RtcpHeader = 8;
    private const int RtcpTrailer = 4;

    private readonly AesGcm _rtp;
    private readonly AesGcm _rtcp;
    private readonly byte[] _rtpSalt;
    private readonly byte[] _rtcpSalt;
    private uint _rtcpIndex;

    public SrtpCipher(byte[] key, byte[] salt)
    {
        _rtp = new AesGcm(Derive(key, salt, 0, 16), TagLength);
        _rtpSalt = Derive(key, salt, 2, 12);
        _rtcp = new AesGcm(Derive(key, salt, 3, 16), TagLength);
        _rtcpSalt = Derive(key, salt, 5, 12);
    }

    /// <summary>Seals in place a packet whose header has this length; the buffer has room for the tag. The whole length.</summary>
    public int Seal(Span<byte> packet, int header, int payload, uint rollover)
    {
        Span<byte> nonce = stackalloc byte[12];
        Nonce(packet, rollover, nonce);
        var body = packet.Slice(header, payload);
        _rtp.Encrypt(nonce, body, body, packet.Slice(header + payload, TagLength), packet[..header]);
        return header + payload + TagLength;
    }

    /// <summary>Opens in place; the payload's length, or -1 when the packet is not authentic.</summary>
    public int Open(Span<byte> packet, int header, uint rollover)
    {
        var payload = packet.Length - header - TagLength;
        if (payload < 0) return -1;
        Span<byte> nonce = stackalloc byte[12];
        Nonce(packet, rollover, nonce);
        var body = packet.Slice(header, payload);
        try
        {
            _rtp.Decrypt(nonce, body, packet[^TagLength..], body, packet[..header]);
            return payload;
        }
        catch (AuthenticationTagMismatchException)
        {
            return -1;
        }
    }

    /// <summary>A sealed copy of a compound RTCP packet.</summary>
    public byte[] SealReport(ReadOnlySpan<byte> report)
    {
        var sealed_ = new byte[report.Length + TagLength + RtcpTrailer];
        report.CopyTo(sealed_);
        var index = _rtcpIndex++ | 0x8000_0000;
        BinaryPrimitives.WriteUInt32BigEndian(sealed_.AsSpan(^RtcpTrailer..), index);
        var (nonce, known) = ReportNonce(sealed_, index);
        var body = sealed_.AsSpan(RtcpHeader, report.Length - RtcpHeader);
        _rtcp.Encrypt(nonce, body, body, sealed_.AsSpan(report.Length, TagLength), known);
        return sealed_;
    }

    /// <summary>The compound packet inside, or null when it is not authentic.</summary>
    public byte[]? OpenReport(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < RtcpHeader + TagLength + RtcpTrailer) return null;
        var (nonce, known) = ReportNonce(packet, BinaryPrimitives.ReadUInt32BigEndian(packet[^RtcpTrailer..]));
        var report = packet[..^(TagLength + RtcpTrailer)].ToArray();
        try
        {
            _rtcp.Decrypt(nonce, report.AsSpan(RtcpHeader), packet.Slice(report.Length, TagLength), report.AsSpan(RtcpHeader), known);
            return report;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private static byte[] Derive(byte[] key, byte[] salt, byte label, int length)
    {
        // AES in counter mode over (salt XOR label) * 2^16 (RFC 3711, section 4.3); one block is enough for every key here.
        var block = new byte[16];
        salt.CopyTo(block, 0);
        block[7] ^= label;
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.EncryptEcb(block, PaddingMode.None)[..length];
    }

    private void Nonce(ReadOnlySpan<byte> packet, uint rollover, Span<byte> nonce)
    {
        nonce[..2].Clear();
        packet.Slice(8, 4).CopyTo(nonce[2..]);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[6..], rollover);
        packet.Slice(2, 2).CopyTo(nonce[10..]);
        for (var i = 0; i < nonce.Length; i++) nonce[i] ^= _rtpSalt[i];
    }

    private (byte[] Nonce, byte[] Known) ReportNonce(ReadOnlySpan<byte> packet, uint index)
    {
        var nonce = new byte[12];
        packet.Slice(4, 4).CopyTo(nonce.AsSpan(2));
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(8), index & 0x7FFF_FFFF);
        for (var i = 0; i < nonce.Length; i++) nonce[i] ^= _rtcpSalt[i];
        var known = new byte[RtcpHeader + RtcpTrailer];
        packet[..RtcpHeader].CopyTo(known);
        BinaryPrimitives.WriteUInt32BigEndian(known.AsSpan(RtcpHeader), index);
        return (nonce, known);
    }
}
