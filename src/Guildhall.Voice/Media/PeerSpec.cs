using Guildhall.Community.Calls;

namespace Guildhall.Voice.Media;

/// <summary>A peer's number, unique in this process and never used again.</summary>
public readonly record struct PeerId(ulong Value);

/// <summary>Somebody in a room, as a worker needs to know them.</summary>
/// <param name="AudioSsrc">The SSRC that this peer's sound has towards bots and in op 5; unique in the room.</param>
/// <remarks>A worker knows an unknown sender by its SSRC, so it should be unique in the process; the worker bears a few that are alike.</remarks>
public sealed record PeerSpec(PeerId Peer, ChannelId Room, UserId User, uint AudioSsrc, RoomRights Rights)
{
    /// <summary>What a browser negotiated; null for a bot over plain UDP.</summary>
    public Rtc.RtcPeerSpec? Rtc { get; init; }
}

/// <summary>How a bot's packets are sealed.</summary>
public enum TransportMode
{
    /// <summary>aead_aes256_gcm_rtpsize.</summary>
    AesGcm,

    /// <summary>aead_xchacha20_poly1305_rtpsize.</summary>
    XChaCha,
}

/// <summary>A mode and its key of 32 bytes, different for every peer.</summary>
public sealed record TransportKey(TransportMode Mode, byte[] Secret)
{
    /// <summary>
    /// The address that op 1 named. A bot that only listens never sends a packet that could prove its own; so the worker takes this one
    /// when a question for it (IP discovery with the peer's SSRC) has come from there.
    /// </summary>
    public System.Net.IPEndPoint? Claimed { get; init; }
}

/// <summary>Which packets a peer is sent while end-to-end encryption comes and goes.</summary>
public enum E2eeRule
{
    /// <summary>All.</summary>
    Any,

    /// <summary>None whose payload ends in the marker of an encrypted frame (FA FA): the peer could not read it.</summary>
    WithholdEncrypted,
}

/// <summary>Counts of the last second.</summary>
public readonly record struct WorkerLoad(int Peers, int Rooms, long PacketsIn, long PacketsOut, double CpuShare);

/// <summary>What a receiving slot of a browser shows: the mid of its section, whose it is, and of which kind.</summary>
public sealed record SlotContent(string Mid, UserId? User, SlotKind Kind);

/// <summary>Kinds of media.</summary>
public enum SlotKind
{
    Audio,
    Camera,
    Screen,
    ScreenAudio,
}

/// <summary>How one peer's packets fared since the last report.</summary>
/// <param name="LossUp">Share of its packets that did not reach us, 0 to 1.</param>
/// <param name="LossDown">Share of ours that did not reach it, 0 to 1; NaN where it does not say (bots).</param>
/// <param name="JitterMs">Of its packets, in milliseconds.</param>
/// <param name="RoundTripMs">NaN while unknown.</param>
public readonly record struct PeerQuality(double LossUp, double LossDown, double JitterMs, double RoundTripMs, long PacketsIn, long PacketsOut, long Repaired);
