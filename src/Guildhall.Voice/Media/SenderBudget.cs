namespace Guildhall.Voice.Media;

/// <summary>How much one sender may still send: two buckets, of packets and of bytes, that fill with time and hold what one second allows.</summary>
internal struct SenderBudget
{
    private long _filledMs;
    private long _packets;
    private long _bytes;

    // Both are kept in thousandths, so that every millisecond adds a whole number.
    public static SenderBudget Full(long nowMs, int packetsPerSecond, int bytesPerSecond) =>
        new() { _filledMs = nowMs, _packets = packetsPerSecond * 1000L, _bytes = bytesPerSecond * 1000L };

    public bool Take(long nowMs, int bytes, int packetsPerSecond, int bytesPerSecond)
    {
        var passed = nowMs - _filledMs;
        if (passed > 0)
        {
            _filledMs = nowMs;
            _packets = Math.Min(packetsPerSecond * 1000L, _packets + passed * packetsPerSecond);
            _bytes = Math.Min(bytesPerSecond * 1000L, _bytes + passed * bytesPerSecond);
        }
        if (_packets < 1000 || _bytes < bytes * 1000L) return false;
        _packets -= 1000;
        _bytes -= bytes * 1000L;
        return true;
    }
}
