namespace Guildhall.Gateway.Connections;

/// <summary>How much one connection may still say: a fixed window that begins with its first event. A field, so a mutable struct.</summary>
internal struct ClientBudget
{
    // In milliseconds that wrap around after seven weeks: a window that opens just then merely begins early.
    private uint _windowStart;
    private int _used;

    /// <summary>Takes one; false when the window's share is used up.</summary>
    public bool TryTake(TimeProvider time, int share, int windowSeconds)
    {
        var now = (uint)(long)time.GetElapsedTime(0).TotalMilliseconds;
        if (_used == 0 || now - _windowStart >= (uint)windowSeconds * 1_000)
        {
            _windowStart = now;
            _used = 0;
        }

        return ++_used <= share;
    }
}
