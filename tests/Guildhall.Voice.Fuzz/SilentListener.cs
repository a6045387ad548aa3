using System.Net;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Fuzz;

/// <summary>Nobody is told anything.</summary>
internal sealed class SilentListener : IMediaListener
{
    public void Reached(PeerId peer, IPEndPoint address)
    {
        // Nobody is told.
    }

    public void Spoke(PeerId peer, bool isSpeaking)
    {
        // Nobody is told.
    }

    public void Lost(PeerId peer)
    {
        // Nobody is told.
    }

    public void Measured(PeerId peer, PeerQuality quality)
    {
        // Nobody is told.
    }

    public void Slotted(PeerId peer, IReadOnlyList<SlotContent> slots)
    {
        // Nobody is told.
    }
}
