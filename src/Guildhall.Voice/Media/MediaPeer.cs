using Guildhall.Community.Calls;
using Guildhall.Voice.Crypto;

namespace Guildhall.Voice.Media;

/// <summary>Somebody in a room, as the worker keeps them. Belongs to the worker's thread.</summary>
public sealed class MediaPeer
{
    internal MediaPeer(PeerSpec spec, MediaRoom room)
    {
        Spec = spec;
        Room = room;
        Rights = spec.Rights;
    }

    public PeerSpec Spec { get; }

    public PeerId Id => Spec.Peer;

    public MediaRoom Room { get; }

    public RoomRights Rights { get; internal set; }

    public E2eeRule Guard { get; internal set; }

    public bool IsBrowser => Spec.Rtc is not null;

    public bool MaySpeak => (Rights & RoomRights.Speak) != 0;

    public bool Hears => (Rights & RoomRights.Hear) != 0;

    public bool MayStream => (Rights & RoomRights.Stream) != 0;

    /// <summary>Datagrams to this peer have somewhere to go.</summary>
    public bool HasAddress { get; internal set; }

    public PeerAddress Address { get; internal set; }

    /// <summary>Kept by the <see cref="IRtcPath"/>, of its own type.</summary>
    public object? RtcState { get; set; }

    /// <summary>Packets of sound that the worker left out on purpose (silence), which make gaps in the sequence that are no loss.</summary>
    public ushort Withheld { get; internal set; }

    /// <summary>The place in <see cref="MediaRoom.Active"/>, or -1.</summary>
    public int ActiveSlot { get; internal set; } = -1;

    /// <summary>Datagrams from this peer that were what they should be.</summary>
    public long PacketsIn { get; set; }

    /// <summary>Datagrams to this peer.</summary>
    public long PacketsOut { get; internal set; }

    /// <summary>When something came from this peer's address, on <see cref="IRtcHost.NowMs"/>.</summary>
    public long LastHeardMs { get; set; }

    internal long PacketsInTold { get; set; }

    internal long PacketsOutTold { get; set; }

    internal bool IsLost { get; set; }

    internal SpeechState Speech { get; } = new();

    internal TransportState? Transport { get; set; }

    /// <summary>Another with the same SSRC, in another room.</summary>
    internal MediaPeer? SameSsrc { get; set; }

    /// <summary>The address that the client named over its authenticated socket.</summary>
    internal PeerAddress? Claimed { get; set; }

    // The chain of datagrams that wait for the end of the batch.
    internal int FirstPending { get; set; } = SendQueue.None;

    internal int LastPending { get; set; } = SendQueue.None;

    // Where questions with this peer's SSRC have come from; anybody can ask them, so an address alone proves nothing.
    private readonly PeerAddress[] _asked = new PeerAddress[VoiceLimits.AskedAddresses];
    private int _askedCount;

    internal void Asked(in PeerAddress from)
    {
        if (!HasAskedFrom(from)) _asked[_askedCount++ % _asked.Length] = from;
    }

    internal bool HasAskedFrom(in PeerAddress address) => Array.IndexOf(_asked, address, 0, Math.Min(_askedCount, _asked.Length)) >= 0;
}
