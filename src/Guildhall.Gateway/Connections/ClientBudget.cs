namespace Guildhall.Gateway.Connections;

/// <summary>How much one connection may still say: a fixed window that begins with its first event. A field, so a mutable struct.</summary>
internal struct ClientBudget
{
    private long _windowStart;
    private int _used;

    /// <summary>Takes one; false when the window's share is used up.</summary>
    public bool TryTake(TimeProvider time, int share, int windowSeconds)
    {
        var now = time.GetTimestamp();
        if (_used == 0 || time.GetElapsedTime(_windowStart, now).TotalSeconds >= windowSeconds)
        {
            _windowStart = now;
            _used = 0;
        }

        return ++_used <= share;
    }
}
