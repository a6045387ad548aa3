using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc.Packets;

namespace Guildhall.Voice.Rtc;

/// <summary>What the exchange of offer and answer settled about a browser: its names for ICE, its certificate, its sections and codecs.</summary>
/// <param name="LocalFragment">Ours; unique, so that a check that comes to the port is known by it.</param>
/// <param name="Fingerprint">Of the browser's certificate, as in its SDP ("sha-256 AA:…").</param>
public sealed record RtcPeerSpec(string LocalFragment, string LocalPassword, string RemoteFragment, string Fingerprint)
{
    /// <summary>Needed only by an end that asks by itself (the load generator's); we are ICE-lite.</summary>
    public string RemotePassword { get; init; } = "";

    /// <summary>Numbers of the header extensions, the same in all sections.</summary>
    public RtpExtensionIds Extensions { get; init; }

    /// <summary>What the browser sends, and what it can receive, in the order of the offer. Refused sections are left out.</summary>
    public IReadOnlyList<RtcSection> Sections { get; init; } = [];

    /// <summary>The SSRC that our reports come from.</summary>
    public uint ReportSsrc { get; init; }

    /// <summary>The offer comes from the same connection (same certificate) as an earlier one: keys and streams go on, only the names for ICE are new.</summary>
    public bool Continues(RtcPeerSpec earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return string.Equals(earlier.Fingerprint, Fingerprint, StringComparison.OrdinalIgnoreCase) && earlier.ReportSsrc == ReportSsrc;
    }
}

/// <summary>One m-section of a session, seen from us.</summary>
/// <param name="Mid">Its name, by which packets and slots refer to it.</param>
public sealed record RtcSection(string Mid, bool IsVideo)
{
    /// <summary>What the browser sends here; null for a section that only receives.</summary>
    public SlotKind? Sends { get; init; }

    /// <summary>The browser can be sent something here: a slot.</summary>
    public bool Receives { get; init; }

    /// <summary>Opus or VP8.</summary>
    public byte PayloadType { get; init; }

    /// <summary>audio/red; 0 when not agreed.</summary>
    public byte RedPayloadType { get; init; }

    /// <summary>Repairs (RFC 4588); 0 when not agreed.</summary>
    public byte RtxPayloadType { get; init; }

    /// <summary>The browser repeats, or asks for, lost packets.</summary>
    public bool HasNack { get; init; }

    /// <summary>Simulcast layers that the browser sends, the lowest first; empty for a single one.</summary>
    public IReadOnlyList<string> Rids { get; init; } = [];

    /// <summary>SSRCs that the offer named for what the browser sends: the stream's, and its repair's (0 when none).</summary>
    public uint SentSsrc { get; init; }

    public uint SentRtxSsrc { get; init; }

    /// <summary>Our SSRC in a slot, and that of its repairs.</summary>
    public uint SlotSsrc { get; init; }

    public uint SlotRtxSsrc { get; init; }
}
