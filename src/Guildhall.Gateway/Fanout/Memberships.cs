namespace Guildhall.Gateway.Fanout;

/// <summary>
/// The circles of one session and its place in each: a short unsorted list, whose first entry, the only one of most sessions, costs no
/// allocation. A field of the row, so it is a mutable struct.
/// </summary>
internal struct Memberships
{
    /// <summary>No audience has this id.</summary>
    public const ulong Between = 0;

    private Circle? _first;
    private (Circle Circle, int Place)[]? _others;
    private int _firstPlace;

    public int Count { get; private set; }

    public readonly Circle this[int index] => index == 0 ? _first! : _others![index - 1].Circle;

    /// <summary>The ids of all audiences that the session is in, circle by circle with <see cref="Between"/> between them.</summary>
    public readonly ulong[] Audiences()
    {
        List<ulong> audiences = [];
        for (var i = 0; i < Count; i++)
        {
            if (i > 0) audiences.Add(Between);
            audiences.AddRange(this[i].Ids);
        }

        return [.. audiences];
    }

    /// <summary>True when the session is in an audience.</summary>
    public readonly bool Reach(ulong audience)
    {
        for (var i = 0; i < Count; i++)
        {
            if (this[i].Contains(audience)) return true;
        }

        return false;
    }

    public void Add(Circle circle, int place)
    {
        if (Count > 0)
        {
            if (_others is null) _others = new (Circle, int)[1];
            else if (Count > _others.Length) Array.Resize(ref _others, Count + Math.Max(1, Count / 2));
        }

        Set(Count++, circle, place);
    }

    public void Move(Circle circle, int place)
    {
        var index = Find(circle);
        if (index >= 0) Set(index, circle, place);
    }

    /// <summary>Forgets a circle; returns the place held in it, or -1.</summary>
    public int Remove(Circle circle)
    {
        var index = Find(circle);
        if (index < 0) return -1;
        var place = PlaceAt(index);
        var last = --Count;
        if (index != last) Set(index, this[last], PlaceAt(last));
        if (last == 0) _first = null;
        else if (last == 1) _others = null;
        else _others![last - 1] = default;
        return place;
    }

    private readonly int PlaceAt(int index) => index == 0 ? _firstPlace : _others![index - 1].Place;

    private void Set(int index, Circle circle, int place)
    {
        if (index == 0) (_first, _firstPlace) = (circle, place);
        else _others![index - 1] = (circle, place);
    }

    private readonly int Find(Circle circle)
    {
        for (var i = 0; i < Count; i++)
        {
            if (this[i] == circle) return i;
        }

        return -1;
    }
}
