using System.Net;

namespace Guildhall.Voice.Rtc;

/// <summary>Answers offers for a certificate with this fingerprint.</summary>
internal sealed class RtcOffers(string fingerprint) : IOfferAnswerer
{
    public OfferAnswer? Answer(string offer, RtcPeerSpec? before, IPEndPoint address, int bitrate) =>
        RtcNegotiator.TryAnswer(offer, new RtcEndpoint(address.Address, address.Port, fingerprint, bitrate), before, out var answer, out _)
            ? new OfferAnswer(answer.Sdp, answer.Peer)
            : null;
}
