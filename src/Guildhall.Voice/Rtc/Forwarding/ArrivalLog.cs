using Guildhall.Voice.Rtc.Packets;

namespace Guildhall.Voice.Rtc.Forwarding;

/// <summary>When the packets of one browser arrived, by their number over the whole transport, until it is told.</summary>
public sealed class ArrivalLog
{
    private readonly long[] _arrivals = new long[TransportFeedback.MaxPackets];
    private ushort _base;
    private int _span;
    private bool _hasBegun;
    private byte _feedbacks;

    /// <summary>Something came that was not told yet.</summary>
    public bool HasNews { get; private set; }

    /// <summary>Notes an arrival, in microseconds on a clock that only goes forward and is never 0.</summary>
    public void Take(ushort sequence, long nowMicros)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            _base = sequence;
        }

        var offset = (short)(sequence - _base);
        // Older than what was told already: too late to be of use.
        if (offset < 0) return;
        if (offset >= _arrivals.Length)
        {
            Array.Clear(_arrivals, 0, _span);
            _base = sequence;
            offset = 0;
            _span = 0;
        }

        if (offset >= _span) _span = offset + 1;
        if (_arrivals[offset] == 0) _arrivals[offset] = nowMicros;
        HasNews = true;
    }

    /// <summary>Tells all that came, and begins anew behind it. The writer needs room for the longest feedback.</summary>
    public void Tell(ref RtcpWriter writer, uint sender, uint media)
    {
        if (!HasNews) return;
        TransportFeedback.Write(ref writer, sender, media, _base, _arrivals.AsSpan(0, _span), _feedbacks++);
        Array.Clear(_arrivals, 0, _span);
        _base += (ushort)_span;
        _span = 0;
        HasNews = false;
    }
}
