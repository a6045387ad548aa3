namespace Guildhall.Voice.Dave;

/// <summary>So many at once, and so many more each second. Time is in milliseconds since any moment.</summary>
internal sealed class Allowance(int burst, int perSecond, long nowMs)
{
    private long _thousandths = burst * 1000L;
    private long _lastMs = nowMs;

    public bool Take(long nowMs)
    {
        _thousandths = Math.Min(burst * 1000L, _thousandths + (Math.Clamp(nowMs - _lastMs, 0, 3_600_000) * perSecond));
        _lastMs = nowMs;
        if (_thousandths < 1000) return false;
        _thousandths -= 1000;
        return true;
    }
}
