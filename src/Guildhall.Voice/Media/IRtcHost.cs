namespace Guildhall.Voice.Media;

/// <summary>What a worker offers to its <see cref="IRtcPath"/>. For the worker's thread only.</summary>
public interface IRtcHost
{
    /// <summary>Milliseconds of a clock that never goes back, as of the start of this batch.</summary>
    long NowMs { get; }

    /// <summary>Which code does AES-GCM for this worker.</summary>
    Crypto.CipherChoice Ciphers { get; }

    MediaPeer? Find(PeerId peer);

    MediaPeer? Find(in PeerAddress address);

    /// <summary>Rooms that have somebody in them.</summary>
    IEnumerable<MediaRoom> Rooms { get; }

    /// <summary>An address has proved that it is this peer's. Told to the listener; replaces the former address.</summary>
    void Bind(MediaPeer peer, in PeerAddress address);

    /// <summary>Sound of a speaker that has been opened: goes to everybody who may hear it, by way of <see cref="IRtcPath.Forward"/> to browsers.</summary>
    void Forward(MediaPeer speaker, in AudioFrame frame);

    /// <summary>
    /// Room for one datagram of at most <see cref="VoiceLimits.DatagramBytes"/> to a peer that has an address. It leaves at the end of the batch.
    /// Write to it and call <see cref="Commit"/> before the next one is rented.
    /// </summary>
    Span<byte> Rent(MediaPeer receiver);

    /// <summary>The same, to an address that need not belong to anybody. An answer must not be larger than the question unless the address is proved.</summary>
    Span<byte> Rent(in PeerAddress to);

    /// <summary>The datagram that was rented last is this long; 0 takes it back.</summary>
    void Commit(int length);

    /// <summary>From any thread: comes back as <see cref="IRtcPath.Told"/>. False when the worker's queue is full.</summary>
    bool Tell(PeerId peer, object order);

    /// <summary>For <see cref="IMediaListener.Slotted"/>.</summary>
    void Slotted(MediaPeer peer, IReadOnlyList<SlotContent> slots);

    /// <summary>For <see cref="IMediaListener.Measured"/>.</summary>
    void Measured(MediaPeer peer, PeerQuality quality);
}
