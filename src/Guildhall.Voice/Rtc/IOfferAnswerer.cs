using Guildhall.Voice.Media;

namespace Guildhall.Voice.Rtc;

/// <summary>Settles with a browser how it sends and receives.</summary>
public interface IOfferAnswerer
{
    /// <summary>Answers an offer; null when it is none, or nothing that we speak.</summary>
    /// <param name="offer">The whole SDP offer, as hostile as any input.</param>
    /// <param name="before">What was settled on this connection before: then it is a restart of ICE, and what belongs to DTLS stays.</param>
    /// <param name="address">Where the worker is reached.</param>
    /// <param name="bitrate">Bits per second that the channel allows for speech; 0 for the codec's own choice.</param>
    OfferAnswer? Answer(string offer, RtcPeerSpec? before, System.Net.IPEndPoint address, int bitrate);
}

/// <summary>The SDP answer, and what the worker needs to know.</summary>
public sealed record OfferAnswer(string Sdp, RtcPeerSpec Spec);
