using System.Net;

namespace Guildhall.Voice.Media;

/// <summary>What a worker tells the signalling side. Called on a thread of the pool, in order, never on the worker's own; must not block.</summary>
public interface IMediaListener
{
    /// <summary>The first authentic packet of a peer came from this address, or it has moved there.</summary>
    void Reached(PeerId peer, IPEndPoint address);

    /// <summary>A peer began or ceased to be heard.</summary>
    void Spoke(PeerId peer, bool isSpeaking);

    /// <summary>Nothing has come from a peer for <see cref="VoiceLimits.PeerSilence"/>.</summary>
    void Lost(PeerId peer);

    /// <summary>
    /// The nonces of a bot's key are nearly used up: its session must be begun anew (close code 4006), and until then it is sent nothing.
    /// That is after two thousand million packets, or earlier with a client that counts from nowhere near 0.
    /// </summary>
    void Spent(PeerId peer) => Lost(peer);

    /// <summary>How a peer's packets fare; every few seconds.</summary>
    void Measured(PeerId peer, PeerQuality quality);

    /// <summary>What a browser's receiving slots show now.</summary>
    void Slotted(PeerId peer, IReadOnlyList<SlotContent> slots);
}
