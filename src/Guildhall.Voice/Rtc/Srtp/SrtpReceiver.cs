using Guildhall.Voice.Rtc.Packets;

namespace Guildhall.Voice.Rtc.Srtp;

/// <summary>
/// Opens what one peer sends: guesses the count of sequence wraps, refuses what came already (window of 128), and keeps a bounded table of sources.
/// A source is entered by an authentic packet only, so nobody without the keys can fill the table.
/// </summary>
public sealed class SrtpReceiver(SrtpCipher cipher) : IDisposable
{
    /// <summary>Sources that one peer may have: microphone, screen sound, six layers and their repairs, with room for a restart of each.</summary>
    public const int MaxSources = 48;

    private const int Window = 128;

    private readonly Source[] _sources = new Source[MaxSources];
    private int _count;
    private UInt128 _rtcpSeen;
    private long _rtcpHighest = -1;

    /// <summary>Opens RTP in place. Returns the clear length and the packet's number with wraps, or -1: forged, repeated, too old, or one source too many.</summary>
    public int OpenRtp(Span<byte> packet, in RtpHeader header, out ulong number)
    {
        ref var source = ref Find(header.Ssrc, out var slot);
        number = slot < _count ? Guess(source.Highest, header.Sequence) : header.Sequence;
        if (slot == MaxSources || (slot < _count && IsSeen(source.Highest, source.Seen, number))) return -1;
        var length = cipher.OpenRtp(packet, header.HeaderBytes, header.Ssrc, number);
        if (length < 0) return -1;
        if (slot == _count)
        {
            source = new Source { Ssrc = header.Ssrc, Highest = number, Seen = 1 };
            _count++;
        }
        else
        {
            Mark(ref source.Highest, ref source.Seen, number);
        }

        return length;
    }

    /// <summary>Opens RTCP in place. Returns the clear length, or -1.</summary>
    public int OpenRtcp(Span<byte> packet)
    {
        var length = cipher.OpenRtcp(packet, out var index);
        if (length < 0) return -1;
        var highest = (ulong)Math.Max(_rtcpHighest, 0);
        if (_rtcpHighest >= 0 && IsSeen(highest, _rtcpSeen, index)) return -1;
        if (_rtcpHighest < 0) _rtcpSeen = 1;
        else Mark(ref highest, ref _rtcpSeen, index);
        _rtcpHighest = _rtcpHighest < 0 ? index : (long)highest;
        return length;
    }

    public void Dispose() => cipher.Dispose();

    // The number nearest to the highest one, at most half a wrap away (RFC 3711 3.3.1).
    private static ulong Guess(ulong highest, ushort sequence)
    {
        var distance = (short)(sequence - (ushort)highest);
        var number = (long)highest + distance;
        return number < 0 ? sequence : (ulong)number;
    }

    private static bool IsSeen(ulong highest, UInt128 seen, ulong number)
    {
        if (number > highest) return false;
        var age = highest - number;
        return age >= Window || ((seen >> (int)age) & 1) != 0;
    }

    private static void Mark(ref ulong highest, ref UInt128 seen, ulong number)
    {
        if (number > highest)
        {
            var ahead = number - highest;
            seen = ahead >= Window ? 1 : (seen << (int)ahead) | 1;
            highest = number;
        }
        else
        {
            seen |= UInt128.One << (int)(highest - number);
        }
    }

    private ref Source Find(uint ssrc, out int slot)
    {
        for (slot = 0; slot < _count; slot++)
        {
            if (_sources[slot].Ssrc == ssrc) return ref _sources[slot];
        }

        return ref _sources[Math.Min(slot, MaxSources - 1)];
    }

    private struct Source
    {
        public uint Ssrc;
        public ulong Highest;
        public UInt128 Seen;
    }
}
