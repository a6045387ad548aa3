namespace Guildhall.Voice.Media;

internal enum WorkerEventKind
{
    Reached,
    Spoke,
    Lost,
    Spent,
    Measured,
    Slotted,
}

/// <summary>Something for the <see cref="IMediaListener"/>, on its way from the worker's thread to the pool's.</summary>
internal readonly record struct WorkerEvent(WorkerEventKind Kind, PeerId Peer)
{
    public PeerAddress Address { get; init; }

    public bool IsSpeaking { get; init; }

    public PeerQuality Quality { get; init; }

    public IReadOnlyList<SlotContent>? Slots { get; init; }
}
