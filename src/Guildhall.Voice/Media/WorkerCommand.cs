using Guildhall.Community.Calls;

namespace Guildhall.Voice.Media;

internal enum WorkerCommandKind
{
    Open,
    Key,
    Change,
    Guard,
    Tell,
    Close,
}

/// <summary>What somebody asks of a worker, on its way to the worker's thread.</summary>
internal readonly record struct WorkerCommand(WorkerCommandKind Kind, PeerId Peer)
{
    /// <summary>A <see cref="PeerSpec"/>, a <see cref="TransportKey"/>, or an order for the browsers' half.</summary>
    public object? Content { get; init; }

    public RoomRights Rights { get; init; }

    public E2eeRule Rule { get; init; }
}
