using Guildhall.Community.Calls;

namespace Guildhall.Voice.Media;

/// <summary>
/// One thread, one UDP socket, and the rooms whose packets go through it. Every method may be called from any thread and returns at once:
/// it puts a command into the worker's bounded queue, and false means that the queue is full (the caller then gives the session up, code 4015).
/// Commands run in order, between batches of packets.
/// </summary>
public interface IMediaWorker
{
    /// <summary>The UDP port that clients send to.</summary>
    int Port { get; }

    /// <summary>What the worker did lately, for placement.</summary>
    WorkerLoad Load { get; }

    /// <summary>What the worker has counted; null for one that counts nothing.</summary>
    WorkerFigures? Figures => null;

    /// <summary>A peer joins a room. It is reachable when its address has been proved by an authentic packet.</summary>
    bool Open(PeerSpec peer);

    /// <summary>A bot has chosen how its packets are sealed.</summary>
    bool Key(PeerId peer, TransportKey key);

    /// <summary>What a peer may do has changed.</summary>
    bool Change(PeerId peer, RoomRights rights);

    /// <summary>Which rule of end-to-end encryption holds for what a peer is sent.</summary>
    bool Guard(PeerId peer, E2eeRule rule);

    /// <summary>Something for the browsers' half of the worker, in its own types: a new offer, what a browser wants to see.</summary>
    bool Tell(PeerId peer, object order);

    /// <summary>A peer goes; nothing is sent to it any more.</summary>
    bool Close(PeerId peer);
}
