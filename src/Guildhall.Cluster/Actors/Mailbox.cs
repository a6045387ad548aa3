namespace Guildhall.Cluster.Actors;

/// <summary>The messages of one actor, first in first out. An empty one holds nothing. Its owner locks and bounds it.</summary>
internal struct Mailbox
{
    private Envelope? _first;
    private Envelope? _last;

    public int Count { get; private set; }

    public void Enqueue(Envelope envelope)
    {
        if (_last is null) _first = envelope;
        else _last.Next = envelope;
        _last = envelope;
        Count++;
    }

    public Envelope? Dequeue()
    {
        if (_first is not { } envelope) return null;
        _first = envelope.Next;
        if (_first is null) _last = null;
        envelope.Next = null;
        Count--;
        return envelope;
    }
}
