using Guildhall.Voice.Media;

namespace Guildhall.Voice.Rtc.Forwarding;

/// <summary>
/// One audio section of a receiver: whoever is heard there, the browser sees one unbroken stream. A new speaker begins with a jump in time and a marker;
/// what the server left out on purpose (silence) leaves no gap in the numbering, what was lost on the way does.
/// </summary>
public sealed class AudioSlot(RtcSection section)
{
    private const int MaxStep = 2000;

    private ulong _next = 1;
    private ulong _firstOfSpeaker;
    private ulong _used;
    private ushort _lastSequence;
    private ushort _lastWithheld;
    private uint _timestampOffset;
    private uint _lastTimestamp;
    private long _lastMs;
    private bool _isFresh = true;

    public RtcSection Section { get; } = section;

    /// <summary>Who is heard here; null when nobody.</summary>
    public MediaPeer? Speaker { get; private set; }

    public SlotKind Kind { get; private set; }

    public uint Packets { get; private set; }

    public uint Bytes { get; private set; }

    /// <summary>How far our timestamps are from the speaker's own.</summary>
    public uint TimestampOffset => _timestampOffset;

    /// <summary>Somebody else is heard here from now on.</summary>
    public void Show(MediaPeer? speaker, SlotKind kind)
    {
        Speaker = speaker;
        Kind = kind;
        _isFresh = true;
    }

    /// <summary>Numbers a packet of the speaker. False for one that came too late to have a number of its own.</summary>
    /// <param name="withheld">How many packets of this speaker the server has left out so far.</param>
    public bool TryNumber(ushort sequence, ushort withheld, uint timestamp, long nowMs, out ulong number, out uint outTimestamp, out bool isNew)
    {
        var step = (short)(sequence - _lastSequence);
        isNew = _isFresh || step is > MaxStep or < -MaxStep;
        if (isNew)
        {
            // In nobody's name: the time that passed here, and at least a frame.
            var next = Packets == 0 ? timestamp : _lastTimestamp + (uint)Math.Max(960, (nowMs - _lastMs) * 48);
            _timestampOffset = next - timestamp;
            number = _firstOfSpeaker = _next;
            _isFresh = false;
        }
        else if (step > 0)
        {
            number = _next - 1 + (ulong)Math.Max(1, step - (ushort)(withheld - _lastWithheld));
        }
        else
        {
            number = _next - 1 + (ulong)(long)step;
            outTimestamp = timestamp + _timestampOffset;
            var age = _next - 1 - number;
            // A number is given once, ever: behind the beginning, or given already, it is too late.
            if (number < _firstOfSpeaker || number >= _next || age >= 64 || (_used >> (int)age & 1) != 0) return false;
            _used |= 1UL << (int)age;
            return true;
        }

        outTimestamp = timestamp + _timestampOffset;
        var ahead = number - (_next - 1);
        _used = ahead >= 64 ? 1 : (_used << (int)ahead) | 1;
        _next = number + 1;
        _lastSequence = sequence;
        _lastWithheld = withheld;
        _lastTimestamp = outTimestamp;
        _lastMs = nowMs;
        return true;
    }

    /// <summary>Counts a packet that went out, for the sender's report.</summary>
    public void Count(int payloadBytes)
    {
        Packets++;
        Bytes += (uint)payloadBytes;
    }

    /// <summary>The timestamp that a report made now names; null when nothing has gone out.</summary>
    public uint? TimestampAt(long nowMs) => Packets == 0 ? null : _lastTimestamp + (uint)((nowMs - _lastMs) * 48);
}
