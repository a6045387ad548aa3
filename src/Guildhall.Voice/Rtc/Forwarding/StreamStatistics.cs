using Guildhall.Voice.Rtc.Packets;

namespace Guildhall.Voice.Rtc.Forwarding;

/// <summary>What a receiver counts of a stream for its reports (RFC 3550, appendix A), and how its sender's clock stands to ours.</summary>
public sealed class StreamStatistics(int clock)
{
    private readonly int _clockPerMs = clock / 1000;
    private ulong _first;
    private long _reportedExpected;
    private long _reportedReceived;
    private long _measuredExpected;
    private long _measuredReceived;
    private double _jitter;
    private long _lastTransit;
    private long _bytesInPeriod;
    private long _periodMs;

    public ulong Highest { get; private set; }

    public long Received { get; private set; }

    public long LastMs { get; private set; }

    /// <summary>Bits per second, smoothed.</summary>
    public long BitsPerSecond { get; private set; }

    /// <summary>In milliseconds.</summary>
    public double JitterMs => _jitter / _clockPerMs;

    /// <summary>The sender's last report: its NTP time in milliseconds, and its RTP timestamp then. False before there was one.</summary>
    public bool HasReport { get; private set; }

    public long ReportNtpMs { get; private set; }

    public uint ReportRtp { get; private set; }

    private uint ReportNtpMiddle { get; set; }

    private long ReportAtMs { get; set; }

    /// <summary>A packet of the stream has come, numbered with wraps. A repair counts as received and not for the jitter.</summary>
    public void Take(ulong number, uint timestamp, int bytes, long nowMs, bool isRepair)
    {
        if (Received == 0)
        {
            _first = Highest = number;
            _periodMs = nowMs;
        }

        Received++;
        LastMs = nowMs;
        _bytesInPeriod += bytes;
        if (nowMs - _periodMs >= 500)
        {
            var rate = _bytesInPeriod * 8000 / (nowMs - _periodMs);
            BitsPerSecond = BitsPerSecond == 0 ? rate : (BitsPerSecond + rate) / 2;
            _bytesInPeriod = 0;
            _periodMs = nowMs;
        }

        if (number > Highest) Highest = number;
        if (isRepair) return;
        var transit = nowMs * _clockPerMs - timestamp;
        if (Received > 1 && _lastTransit != 0 && Math.Abs(transit - _lastTransit) < 10L * 1000 * _clockPerMs) _jitter += (Math.Abs(transit - _lastTransit) - _jitter) / 16;
        _lastTransit = transit;
    }

    /// <summary>The sender said which moment a timestamp is.</summary>
    public void TakeReport(uint ntpMiddle, long ntpMs, uint rtp, long nowMs)
    {
        HasReport = true;
        ReportNtpMiddle = ntpMiddle;
        ReportNtpMs = ntpMs;
        ReportRtp = rtp;
        ReportAtMs = nowMs;
    }

    /// <summary>What we say of the stream since we last did.</summary>
    public ReportBlock Report(uint ssrc, long nowMs)
    {
        var (expected, received) = ((long)(Highest - _first) + 1, Received);
        var (expectedNow, receivedNow) = (expected - _reportedExpected, received - _reportedReceived);
        (_reportedExpected, _reportedReceived) = (expected, received);
        var fraction = expectedNow <= 0 || receivedNow >= expectedNow ? 0 : (expectedNow - receivedNow) * 256 / expectedNow;
        var delay = HasReport ? (uint)((nowMs - ReportAtMs) * 65_536 / 1000) : 0;
        return new ReportBlock(ssrc, (byte)Math.Min(fraction, 255), (int)Math.Clamp(expected - received, -0x800000, 0x7FFFFF), (uint)Highest, (uint)_jitter, HasReport ? ReportNtpMiddle : 0, delay);
    }

    /// <summary>Packets expected and lost since this was last asked.</summary>
    public (long Expected, long Lost) TakeLoss()
    {
        var (expected, received) = ((long)(Highest - _first) + (Received > 0 ? 1 : 0), Received);
        var result = (expected - _measuredExpected, Math.Max(0, expected - _measuredExpected - (received - _measuredReceived)));
        (_measuredExpected, _measuredReceived) = (expected, received);
        return result;
    }
}
