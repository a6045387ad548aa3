using Guildhall.Community.Calls;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc;
using Guildhall.Voice.Signalling;

namespace Guildhall.Voice.Rooms;

/// <summary>Somebody who sits in the channel, and the connection that they have or have not. The room's own; never leaves it.</summary>
internal sealed class RoomMember(RoomSeat seat)
{
    public UserId User => Seat.User;

    public RoomSeat Seat { get; set; } = seat;

    /// <summary>The hash of the token that was last given out, with the generation it is good for.</summary>
    public byte[]? Token { get; set; }

    public int TokenGeneration { get; set; }

    /// <summary>Null while not connected.</summary>
    public RoomConnection? Connection { get; set; }
}

/// <summary>A member's connection, from op 0 on.</summary>
internal sealed class RoomConnection(VoiceSessionId session, byte[] tokenHash, int generation, uint ssrc)
{
    public VoiceSessionId Session => session;

    /// <summary>What op 7 has to show.</summary>
    public byte[] TokenHash => tokenHash;

    public int Generation => generation;

    /// <summary>The SSRC of the member's sound, as op 2 told it.</summary>
    public uint Ssrc => ssrc;

    /// <summary>The highest version of end-to-end encryption that the client speaks.</summary>
    public int MaxDaveVersion { get; init; }

    /// <summary>The worker's name for it; a new one after every op 1 of a browser that is no restart of ICE.</summary>
    public PeerId Peer { get; set; }

    public bool IsBrowser { get; set; }

    /// <summary>The version of end-to-end encryption that op 4 told it.</summary>
    public int DaveVersion { get; set; }

    /// <summary>Op 4 has been sent: it takes part.</summary>
    public bool IsDescribed { get; set; }

    /// <summary>Flags of its last op 5.</summary>
    public int Speaking { get; set; }

    /// <summary>The flags that the others were told.</summary>
    public int Told { get; set; }

    /// <summary>The worker hears it.</summary>
    public bool IsHeard { get; set; }

    /// <summary>What it sends besides the voice.</summary>
    public IReadOnlyList<StreamState> Streams { get; set; } = [];

    /// <summary>True while it has no socket.</summary>
    public bool IsLoose { get; set; }

    /// <summary>Counts the losses of its sockets.</summary>
    public int Losses { get; set; }

    /// <summary>Nothing has come over UDP for a while.</summary>
    public bool IsSilent { get; set; }

    public PeerQuality? Quality { get; set; }

    /// <summary>The log knows that its packets fare badly.</summary>
    public bool IsWarned { get; set; }

    /// <summary>What was settled with a browser.</summary>
    public RtcPeerSpec? Rtc { get; set; }
}
