namespace Guildhall.VoiceLoad.Load;

/// <summary>The sequence numbers of one stream at one receiver: what is missing, doubled or out of order.</summary>
internal sealed class StreamTrack(uint ssrc)
{
    private const int Window = 64;
    private const int Far = 3000;

    private ulong _seen;
    private long _first;
    private long _highest = -1;

    public uint Ssrc { get; } = ssrc;

    public long Received { get; private set; }

    public long Doubled { get; private set; }

    public long Reordered { get; private set; }

    /// <summary>The extended number of the newest packet.</summary>
    public long Highest => _highest;

    /// <summary>Numbers skipped so far that never came.</summary>
    public long Missing => _highest < 0 ? 0 : Math.Max(0, _highest - _first + 1 - Received);

    /// <summary>How often the sequence number has wrapped at this packet: what SRTP counts.</summary>
    public uint RolloverOf(ushort sequence) => (uint)(Extend(sequence) >> 16);

    /// <summary>Counts a packet; false when it has come before.</summary>
    public bool Count(ushort sequence)
    {
        var number = Extend(sequence);
        if (_highest < 0 || number - _highest > Far)
        {
            // The first packet; or a jump, which a sender that starts anew makes.
            if (_highest < 0) _first = number;
            else _first += number - _highest - 1;
            (_highest, _seen) = (number, 1);
            Received++;
            return true;
        }

        if (number > _highest)
        {
            var step = number - _highest;
            _seen = step >= Window ? 1 : (_seen << (int)step) | 1;
            _highest = number;
            Received++;
            return true;
        }

        var back = _highest - number;
        if (back < Window && (_seen & (1UL << (int)back)) != 0)
        {
            Doubled++;
            return false;
        }

        if (back < Window) _seen |= 1UL << (int)back;
        Reordered++;
        Received++;
        return true;
    }

    private long Extend(ushort sequence)
    {
        if (_highest < 0) return sequence;
        return Math.Max(0, _highest + (short)(sequence - (ushort)_highest));
    }
}
