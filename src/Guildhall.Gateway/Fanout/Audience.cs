namespace Guildhall.Gateway.Fanout;

/// <summary>The sessions of one shard that see the same events: those of some circles, each in one of them.</summary>
internal sealed class Audience(ulong id)
{
    private Circle[] _circles = new Circle[1];
    private int _count;

    public ulong Id { get; } = id;

    public ReadOnlySpan<Circle> Circles => _circles.AsSpan(0, _count);

    /// <summary>True when it has no more sessions than that.</summary>
    public bool HasAtMost(int sessions)
    {
        foreach (var circle in Circles)
        {
            if ((sessions -= circle.Count) < 0) return false;
        }

        return true;
    }

    /// <summary>Adds a circle; returns its place.</summary>
    public int Add(Circle circle)
    {
        if (_count == _circles.Length) Array.Resize(ref _circles, _count * 2);
        _circles[_count] = circle;
        return _count++;
    }

    /// <summary>Takes the circle at a place out; returns the one that is there now, null when it was the last.</summary>
    public Circle? RemoveAt(int place)
    {
        var last = _circles[--_count];
        _circles[_count] = null!;
        if (place == _count) return null;
        _circles[place] = last;
        return last;
    }
}
