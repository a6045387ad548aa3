namespace Guildhall.Voice.Media;

/// <summary>Loss and jitter of one stream from its sequence numbers and timestamps (RFC 3550, appendix A).</summary>
public struct ArrivalStatistics
{
    private const int LargestGap = 3000;

    private long _extended;
    private long _expectedFrom;
    private long _received;
    private double _jitter;
    private long _lastTransit;
    private bool _hasAny;

    /// <summary>Of arrival times, in units of the stream's clock.</summary>
    public readonly double Jitter => _jitter;

    /// <param name="arrival">When it came, in units of the stream's clock, from any origin.</param>
    public void Take(ushort sequence, uint timestamp, long arrival)
    {
        var transit = (long)(int)((uint)arrival - timestamp);
        if (!_hasAny || Math.Abs((int)(short)(sequence - (ushort)_extended)) > LargestGap)
        {
            _hasAny = true;
            _extended = sequence + 65536L;
            _expectedFrom = _extended;
            _received = 1;
            _lastTransit = transit;
            return;
        }
        _received++;
        var ahead = (short)(sequence - (ushort)_extended);
        if (ahead > 0) _extended += ahead;
        var difference = Math.Abs((long)(int)((uint)transit - (uint)_lastTransit));
        _lastTransit = transit;
        _jitter += (difference - _jitter) / 16;
    }

    /// <summary>The share lost since the last call, 0 to 1; NaN when nothing was expected.</summary>
    public double TakeLoss()
    {
        var expected = _hasAny ? _extended + 1 - _expectedFrom : 0;
        var lost = Math.Max(0, expected - _received);
        _expectedFrom = _extended + 1;
        _received = 0;
        return expected <= 0 ? double.NaN : (double)lost / expected;
    }
}
