using System.Security.Cryptography;

namespace Guildhall.Voice.Rtc.Srtp;

/// <summary>Session keys from a master key (RFC 3711 4.3, key derivation rate 0).</summary>
public static class SrtpKdf
{
    public const byte RtpCipher = 0;
    public const byte RtpAuthentication = 1;
    public const byte RtpSalt = 2;

    /// <summary>Labels of RTCP are those of RTP plus this.</summary>
    public const byte Rtcp = 3;

    /// <summary>Fills <paramref name="into"/> with the key that belongs to a label.</summary>
    public static void Derive(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, byte label, Span<byte> into)
    {
        Span<byte> counter = stackalloc byte[16];
        Span<byte> block = stackalloc byte[16];
        counter.Clear();
        masterSalt.CopyTo(counter);
        counter[7] ^= label;
        using var aes = Aes.Create();
        aes.SetKey(masterKey);
        for (var offset = 0; offset < into.Length; offset += 16)
        {
            counter[15] = (byte)(offset / 16);
            // A block cipher on counters, as RFC 3711 asks: this is counter mode, written out.
#pragma warning disable CA5358
            aes.EncryptEcb(counter, block, PaddingMode.None);
#pragma warning restore CA5358
            block[..Math.Min(16, into.Length - offset)].CopyTo(into[offset..]);
        }
    }
}
