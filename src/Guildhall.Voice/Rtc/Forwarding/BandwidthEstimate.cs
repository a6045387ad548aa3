namespace Guildhall.Voice.Rtc.Forwarding;

/// <summary>
/// What a browser's line carries downwards, in bits per second. Loss above a tenth cuts it, and so does a receiver whose own estimate (REMB, made from
/// delays) falls below what we send; without either it grows by 8 % a second. A REMB that merely follows what little we send says nothing of the line.
/// </summary>
public sealed class BandwidthEstimate
{
    public const long Least = 100_000;
    public const long Most = 20_000_000;

    // Before anything is known: a camera's middle layer and a screen.
    private const long First = 2_500_000;
    private const double HighLoss = 0.10;
    private const double LowLoss = 0.02;
    private const long QuietAfterCutMs = 2000;

    private long _lastCutMs = long.MinValue / 2;
    private long _lastGrowthMs;
    private long _remb = long.MaxValue;
    private long _rembMs = long.MinValue / 2;

    public long BitsPerSecond { get; private set; } = First;

    /// <summary>The receiver reported this share of packets lost in the last second or so.</summary>
    public void TakeLoss(double share, long sentBitsPerSecond, long nowMs)
    {
        if (share > HighLoss && nowMs - _lastCutMs > 500) Cut((long)(Math.Min(BitsPerSecond, Math.Max(sentBitsPerSecond, Least)) * (1 - share / 2)), nowMs);
        if (share > LowLoss) _lastGrowthMs = nowMs;
    }

    /// <summary>The receiver's own estimate has come.</summary>
    public void TakeRemb(long bitsPerSecond, long sentBitsPerSecond, long nowMs)
    {
        _remb = bitsPerSecond;
        _rembMs = nowMs;
        // It falls to 85 % of what arrives when delays grow; in good weather it is well above what arrives.
        if (bitsPerSecond < sentBitsPerSecond && bitsPerSecond < BitsPerSecond) Cut(bitsPerSecond, nowMs);
    }

    /// <summary>Time has passed.</summary>
    public void Tick(long sentBitsPerSecond, long nowMs)
    {
        if (nowMs - _lastGrowthMs < 1000) return;
        var passed = Math.Min(nowMs - _lastGrowthMs, 2000);
        _lastGrowthMs = nowMs;
        if (nowMs - _lastCutMs < QuietAfterCutMs) return;
        // Growing far beyond what is sent would be a guess: twice that, or the receiver's word, is the limit.
        var fresh = nowMs - _rembMs < 5000 ? _remb : 0;
        var limit = Math.Max(Math.Max(First, fresh), Math.Max(BitsPerSecond, sentBitsPerSecond * 2));
        BitsPerSecond = Math.Clamp((long)(BitsPerSecond * (1 + 0.08 * passed / 1000)), Least, Math.Min(limit, Most));
    }

    private void Cut(long to, long nowMs)
    {
        BitsPerSecond = Math.Clamp(to, Least, Most);
        _lastCutMs = nowMs;
        _lastGrowthMs = nowMs;
    }
}
