using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Guildhall.Voice.Rtc.Srtp;

/// <summary>
/// AES_CM_128_HMAC_SHA1_80 (RFC 3711): counter mode, and a hash cut to 10 bytes. Several times as dear as GCM (SHA-1 over every packet),
/// and only for a browser that cannot do that. The hash is checked before anything is decrypted.
/// </summary>
public sealed class CounterSrtpCipher : SrtpCipher
{
    private const int Tag = 10;
    private const uint EncryptedFlag = 0x8000_0000;

    private readonly Half _rtp;
    private readonly Half _rtcp;

    public CounterSrtpCipher(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        _rtp = new Half(masterKey, masterSalt, 0);
        _rtcp = new Half(masterKey, masterSalt, SrtpKdf.Rtcp);
    }

    public override int TagBytes => Tag;

    public override int SealRtp(Span<byte> buffer, int headerBytes, int length, uint ssrc, ulong number)
    {
        _rtp.Crypt(buffer[headerBytes..length], ssrc, number);
        Span<byte> wraps = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(wraps, (uint)(number >> 16));
        _rtp.Prove(buffer[..length], wraps, buffer.Slice(length, Tag));
        return length + Tag;
    }

    public override int OpenRtp(Span<byte> packet, int headerBytes, uint ssrc, ulong number)
    {
        var length = packet.Length - Tag;
        if (length < headerBytes) return -1;
        Span<byte> wraps = stackalloc byte[4];
        Span<byte> proof = stackalloc byte[Tag];
        BinaryPrimitives.WriteUInt32BigEndian(wraps, (uint)(number >> 16));
        _rtp.Prove(packet[..length], wraps, proof);
        if (!CryptographicOperations.FixedTimeEquals(proof, packet[length..])) return -1;
        _rtp.Crypt(packet[headerBytes..length], ssrc, number);
        return length;
    }

    public override int SealRtcp(Span<byte> buffer, int length, uint index)
    {
        _rtcp.Crypt(buffer[8..length], BinaryPrimitives.ReadUInt32BigEndian(buffer[4..]), index);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[length..], index | EncryptedFlag);
        _rtcp.Prove(buffer[..(length + 4)], [], buffer.Slice(length + 4, Tag));
        return length + 4 + Tag;
    }

    public override int OpenRtcp(Span<byte> packet, out uint index)
    {
        index = 0;
        var length = packet.Length - Tag - 4;
        if (length < 8) return -1;
        var word = BinaryPrimitives.ReadUInt32BigEndian(packet[length..]);
        if ((word & EncryptedFlag) == 0) return -1;
        index = word & ~EncryptedFlag;
        Span<byte> proof = stackalloc byte[Tag];
        _rtcp.Prove(packet[..(length + 4)], [], proof);
        if (!CryptographicOperations.FixedTimeEquals(proof, packet[(length + 4)..])) return -1;
        _rtcp.Crypt(packet[8..length], BinaryPrimitives.ReadUInt32BigEndian(packet[4..]), index);
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    /// <summary>The keys of RTP, or those of RTCP.</summary>
    private sealed class Half : IDisposable
    {
        private const int MaxBlocks = 128;

        private readonly Aes _aes = Aes.Create();
        private readonly IncrementalHash _hash;
        private readonly byte[] _salt = new byte[14];
        private readonly byte[] _stream = new byte[MaxBlocks * 16];
        private readonly byte[] _digest = new byte[20];

        public Half(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, int labels)
        {
            Span<byte> key = stackalloc byte[16];
            SrtpKdf.Derive(masterKey, masterSalt, (byte)(labels + SrtpKdf.RtpCipher), key);
            _aes.SetKey(key);
            SrtpKdf.Derive(masterKey, masterSalt, (byte)(labels + SrtpKdf.RtpSalt), _salt);
            Span<byte> authentication = stackalloc byte[20];
            SrtpKdf.Derive(masterKey, masterSalt, (byte)(labels + SrtpKdf.RtpAuthentication), authentication);
            // The profile's name says SHA-1, and as an HMAC it holds.
#pragma warning disable CA5350
            _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, authentication);
#pragma warning restore CA5350
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(authentication);
        }

        /// <summary>Counter mode is its own inverse.</summary>
        public void Crypt(Span<byte> payload, uint ssrc, ulong number)
        {
            Span<byte> counter = stackalloc byte[16];
            _salt.CopyTo(counter);
            counter[14..].Clear();
            BinaryPrimitives.WriteUInt32BigEndian(counter[4..], BinaryPrimitives.ReadUInt32BigEndian(counter[4..]) ^ ssrc);
            BinaryPrimitives.WriteUInt64BigEndian(counter[6..], BinaryPrimitives.ReadUInt64BigEndian(counter[6..]) ^ number);
            for (var done = 0; done < payload.Length;)
            {
                var blocks = Math.Min((payload.Length - done + 15) / 16, MaxBlocks);
                var stream = _stream.AsSpan(0, blocks * 16);
                for (var block = 0; block < blocks; block++)
                {
                    BinaryPrimitives.WriteUInt16BigEndian(counter[14..], (ushort)(done / 16 + block));
                    counter.CopyTo(stream[(block * 16)..]);
                }

                // Counter mode, written out.
#pragma warning disable CA5358
                _aes.EncryptEcb(stream, stream, PaddingMode.None);
#pragma warning restore CA5358
                var part = payload.Slice(done, Math.Min(stream.Length, payload.Length - done));
                for (var index = 0; index < part.Length; index++) part[index] ^= stream[index];
                done += part.Length;
            }
        }

        public void Prove(ReadOnlySpan<byte> covered, ReadOnlySpan<byte> more, Span<byte> proof)
        {
            _hash.AppendData(covered);
            _hash.AppendData(more);
            _hash.GetHashAndReset(_digest);
            _digest.AsSpan(0, proof.Length).CopyTo(proof);
        }

        public void Dispose()
        {
            _aes.Dispose();
            _hash.Dispose();
        }
    }
}
