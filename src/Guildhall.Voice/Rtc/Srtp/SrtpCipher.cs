using Guildhall.Voice.Crypto;

namespace Guildhall.Voice.Rtc.Srtp;

/// <summary>
/// Seals and opens the packets of one direction of one session. Works in place, allocates nothing, and belongs to one thread.
/// A packet's number is its sequence with the count of wraps above it (48 bits); for RTCP the index of 31 bits.
/// </summary>
public abstract class SrtpCipher : IDisposable
{
    /// <summary>The longest that a sealed packet can be more than its clear one (tag, and index of RTCP).</summary>
    public const int MaxOverhead = 20;

    /// <summary>Bytes that RTP grows by.</summary>
    public abstract int TagBytes { get; }

    /// <summary>Makes the cipher of a profile for one direction. The choice concerns GCM alone.</summary>
    public static SrtpCipher Create(SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, CipherChoice choice = CipherChoice.Evp) => profile switch
    {
        SrtpProfile.AeadAes128Gcm => new GcmSrtpCipher(masterKey, masterSalt, choice),
        SrtpProfile.AesCm128Sha1 => new CounterSrtpCipher(masterKey, masterSalt),
        _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, null),
    };

    /// <summary>Seals <paramref name="length"/> bytes of RTP at the buffer's beginning, header included. Returns the sealed length.</summary>
    public abstract int SealRtp(Span<byte> buffer, int headerBytes, int length, uint ssrc, ulong number);

    /// <summary>Opens a packet in place. Returns the clear length, or -1 when it was not made with these keys (its payload is then spoilt).</summary>
    public abstract int OpenRtp(Span<byte> packet, int headerBytes, uint ssrc, ulong number);

    /// <summary>Seals a compound of RTCP under the next index. Returns the sealed length.</summary>
    public abstract int SealRtcp(Span<byte> buffer, int length, uint index);

    /// <summary>Opens a compound of RTCP in place. Returns the clear length, or -1.</summary>
    public abstract int OpenRtcp(Span<byte> packet, out uint index);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
