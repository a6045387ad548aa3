namespace Guildhall.Voice.Media;

/// <summary>Why a datagram went no further.</summary>
public enum DropReason
{
    /// <summary>It is none of what the port understands, or ends too early.</summary>
    Malformed,

    /// <summary>It comes from an address, or has an SSRC, that belongs to nobody.</summary>
    Unknown,

    /// <summary>Its seal is not the sender's.</summary>
    Forged,

    /// <summary>It was here before, or is too old to tell.</summary>
    Replayed,

    /// <summary>Its kind is not forwarded: RTCP of bots, other payload types than Opus.</summary>
    Unsupported,

    /// <summary>Its sender has sent too much.</summary>
    Limited,

    /// <summary>Its sender may not speak.</summary>
    Muted,

    /// <summary>Silence that goes on.</summary>
    Silent,

    /// <summary>End-to-end encrypted, for a receiver that cannot read it. Counted for each receiver.</summary>
    Withheld,

    /// <summary>The system did not take it. Counted for each receiver.</summary>
    Unsent,

    /// <summary>A fault of ours, which is in the log.</summary>
    Faulty,
}
