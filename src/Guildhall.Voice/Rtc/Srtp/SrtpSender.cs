namespace Guildhall.Voice.Rtc.Srtp;

/// <summary>
/// Seals what one peer is sent. The numbers of RTP are the caller's (each of our streams counts for itself, and a packet sent again has the same number and
/// the same bytes, so a nonce never covers two texts); those of RTCP are counted here.
/// </summary>
public sealed class SrtpSender(SrtpCipher cipher) : IDisposable
{
    private uint _rtcpIndex;

    /// <summary>Bytes that RTP grows by.</summary>
    public int TagBytes => cipher.TagBytes;

    /// <summary>Seals RTP in place; the buffer has room for the tag. Returns the sealed length.</summary>
    public int SealRtp(Span<byte> buffer, int headerBytes, int length, uint ssrc, ulong number) => cipher.SealRtp(buffer, headerBytes, length, ssrc, number);

    /// <summary>Seals a compound in place; the buffer has room for tag and index. Returns the sealed length.</summary>
    public int SealRtcp(Span<byte> buffer, int length) => cipher.SealRtcp(buffer, length, _rtcpIndex++ & 0x7FFF_FFFF);

    public void Dispose() => cipher.Dispose();
}
