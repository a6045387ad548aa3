namespace Guildhall.Community.Edge;

/// <summary>How often a memory had what it was asked for.</summary>
public sealed class CacheFigures
{
    private long _hits;
    private long _misses;

    /// <summary>Lookups answered from memory.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>Lookups that had to ask the store.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    internal void Hit() => Interlocked.Increment(ref _hits);

    internal void Miss() => Interlocked.Increment(ref _misses);
}
