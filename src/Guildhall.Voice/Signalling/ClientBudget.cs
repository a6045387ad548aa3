namespace Guildhall.Voice.Signalling;

/// <summary>How much a client may still say: a bucket of <see cref="VoiceLimits.ClientBurst"/> that fills steadily. Written by one reader.</summary>
internal sealed class ClientBudget(TimeProvider time)
{
    private double _left = VoiceLimits.ClientBurst;
    private long _at = time.GetTimestamp();

    /// <summary>False when it is used up.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(VoiceLimits.ClientBurst, _left + (time.GetElapsedTime(_at, now).TotalSeconds * VoiceLimits.ClientFramesPerSecond));
        _at = now;
        if (_left < 1) return false;
        _left--;
        return true;
    }
}
