namespace Guildhall.Gateway.Fanout;

/// <summary>The circles of one session and its place in each: a short unsorted list, empty without an allocation.</summary>
internal struct Memberships
{
    /// <summary>No audience has this id.</summary>
    public const ulong Between = 0;

    private (Circle Circle, int Place)[]? _entries;

    public int Count { get; private set; }

    public readonly Circle this[int index] => _entries![index].Circle;

    /// <summary>The ids of all audiences that the session is in, circle by circle with <see cref="Between"/> between them.</summary>
    public readonly ulong[] Audiences()
    {
        List<ulong> audiences = [];
        for (var i = 0; i < Count; i++)
        {
            if (i > 0) audiences.Add(Between);
            audiences.AddRange(_entries![i].Circle.Ids);
        }

        return [.. audiences];
    }

    /// <summary>True when the session is in an audience.</summary>
    public readonly bool Reach(ulong audience)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_entries![i].Circle.Contains(audience)) return true;
        }

        return false;
    }

    public void Add(Circle circle, int place)
    {
        if (_entries is null) _entries = new (Circle, int)[1];
        else if (Count == _entries.Length) Array.Resize(ref _entries, Count + Math.Max(1, Count / 2));
        _entries[Count++] = (circle, place);
    }

    public readonly void Move(Circle circle, int place)
    {
        var index = Find(circle);
        if (index >= 0) _entries![index].Place = place;
    }

    /// <summary>Forgets a circle; returns the place held in it, or -1.</summary>
    public int Remove(Circle circle)
    {
        var index = Find(circle);
        if (index < 0) return -1;
        var place = _entries![index].Place;
        _entries[index] = _entries[--Count];
        _entries[Count] = default;
        if (Count == 0) _entries = null;
        return place;
    }

    private readonly int Find(Circle circle)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_entries![i].Circle == circle) return i;
        }

        return -1;
    }
}
