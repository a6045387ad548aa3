namespace Guildhall.Gateway.Fanout;

/// <summary>The audiences of one session and its place in each: a short unsorted list, empty without an allocation.</summary>
internal struct Memberships
{
    private (Audience Audience, int Place)[]? _entries;

    public int Count { get; private set; }

    public readonly Audience this[int index] => _entries![index].Audience;

    public readonly int Find(Audience audience)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_entries![i].Audience == audience) return i;
        }

        return -1;
    }

    public void Add(Audience audience, int place)
    {
        if (_entries is null) _entries = new (Audience, int)[2];
        else if (Count == _entries.Length) Array.Resize(ref _entries, Count + Math.Max(2, Count / 2));
        _entries[Count++] = (audience, place);
    }

    public readonly void Move(Audience audience, int place)
    {
        var index = Find(audience);
        if (index >= 0) _entries![index].Place = place;
    }

    /// <summary>Forgets an audience; returns the place held in it, or -1.</summary>
    public int Remove(Audience audience)
    {
        var index = Find(audience);
        if (index < 0) return -1;
        var place = _entries![index].Place;
        _entries[index] = _entries[--Count];
        _entries[Count] = default;
        return place;
    }
}
