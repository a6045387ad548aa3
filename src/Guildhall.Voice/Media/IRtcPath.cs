namespace Guildhall.Voice.Media;

/// <summary>
/// The browsers' half of a worker: ICE, DTLS, SRTP, slots and video. Every method is called on the worker's thread, between or within
/// batches of packets; none may block, and none that is called per packet may allocate.
/// Buffers belong to the worker and may be written to (packets are opened in place) until the call returns.
/// </summary>
public interface IRtcPath : IDisposable
{
    /// <summary>A browser has joined: <see cref="MediaPeer.Spec"/> has its <see cref="PeerSpec.Rtc"/>. What is kept for it goes into <see cref="MediaPeer.RtcState"/>.</summary>
    void Opened(MediaPeer peer);

    /// <summary>A browser goes; nothing may be sent to it any more, and its keys are to be wiped.</summary>
    void Closed(MediaPeer peer);

    /// <summary>The rights or the guard of somebody in a room have changed, or its members have; bots count too.</summary>
    void Changed(MediaRoom room);

    /// <summary>What <see cref="IMediaWorker.Tell"/> was given for a browser: a new offer, what it wants to see.</summary>
    void Told(MediaPeer peer, object order);

    void OnStun(Span<byte> datagram, in PeerAddress from);

    /// <summary>DTLS from an address that may belong to nobody.</summary>
    void OnDtls(Span<byte> datagram, in PeerAddress from);

    /// <summary>SRTP from a browser's address; sound is given to <see cref="IRtcHost.Forward"/> once it is opened.</summary>
    void OnRtp(MediaPeer peer, Span<byte> datagram);

    void OnRtcp(MediaPeer peer, Span<byte> datagram);

    /// <summary>
    /// Sound of one speaker for every browser in the room. The speaker may be a browser or a bot; <paramref name="slot"/> is its
    /// place in <see cref="MediaRoom.Active"/>, the same for all who listen. Sequence numbers can have gaps that are no loss:
    /// <see cref="MediaPeer.Withheld"/> counts what was left out on purpose.
    /// </summary>
    void Forward(MediaRoom room, MediaPeer speaker, int slot, in AudioFrame frame);

    /// <summary>Somebody took or lost a place in <see cref="MediaRoom.Active"/>.</summary>
    void ActiveChanged(MediaRoom room);

    /// <summary>About every <see cref="VoiceLimits.WorkerTick"/>: timers, retransmissions, reports.</summary>
    void Tick(long nowMs);
}
