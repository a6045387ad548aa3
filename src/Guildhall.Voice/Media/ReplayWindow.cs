namespace Guildhall.Voice.Media;

/// <summary>
/// Which of the last 64 numbers have been seen, of a counter of 32 bits that may start anywhere and wrap. A number below the window counts as seen.
/// </summary>
internal struct ReplayWindow
{
    private const int Size = 64;

    private ulong _seen;
    private uint _highest;
    private bool _hasAny;

    /// <summary>The first number that was taken.</summary>
    public uint First { get; private set; }

    /// <summary>How far the counter has gone from the first.</summary>
    public readonly uint Distance => _highest - First;

    public readonly bool HasSeen(uint number)
    {
        if (!_hasAny) return false;
        var ahead = (int)(number - _highest);
        if (ahead > 0) return false;
        var behind = -(long)ahead;
        return behind >= Size || (_seen >> (int)behind & 1) != 0;
    }

    /// <summary>For a number that is authentic and has not been seen.</summary>
    public void Take(uint number)
    {
        if (!_hasAny)
        {
            _hasAny = true;
            First = _highest = number;
            _seen = 1;
            return;
        }
        var ahead = (int)(number - _highest);
        if (ahead > 0)
        {
            _seen = ahead >= Size ? 1 : _seen << ahead | 1;
            _highest = number;
        }
        else
        {
            _seen |= 1ul << -ahead;
        }
    }
}
