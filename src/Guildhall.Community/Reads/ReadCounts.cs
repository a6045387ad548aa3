namespace Guildhall.Community.Reads;

/// <summary>How the reads of one kind ended: answered from memory, made or fetched, or answered together with another. Safe from any thread.</summary>
public sealed class ReadCounts(string kind)
{
    private long _hits;
    private long _misses;
    private long _coalesced;

    /// <summary>As the meters' tag names it.</summary>
    public string Kind => kind;

    /// <summary>Answered from what was there.</summary>
    public long Hits => Volatile.Read(ref _hits);

    /// <summary>Made, or asked of a store.</summary>
    public long Misses => Volatile.Read(ref _misses);

    /// <summary>Shared the making or the asking of another.</summary>
    public long Coalesced => Volatile.Read(ref _coalesced);

    internal void Hit(int many = 1)
    {
        if (many > 0) Interlocked.Add(ref _hits, many);
    }

    internal void Miss(int many = 1)
    {
        if (many > 0) Interlocked.Add(ref _misses, many);
    }

    internal void Coalesce() => Interlocked.Increment(ref _coalesced);
}
