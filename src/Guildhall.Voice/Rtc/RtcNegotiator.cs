using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc.Packets;
using Guildhall.Voice.Rtc.Sdp;

namespace Guildhall.Voice.Rtc;

/// <summary>Where browsers reach us, and what our certificate is.</summary>
/// <param name="Address">As told to clients. Chromium drops candidates below port 1024 without a word (and port 850 with them), so the port is not a privileged one.</param>
/// <param name="Fingerprint">Of our certificate: <see cref="Dtls.DtlsContext.Fingerprint"/>.</param>
/// <param name="AudioBitrate">Bits per second that the channel allows for speech; 0 for the codec's own choice.</param>
public sealed record RtcEndpoint(IPAddress Address, int Port, string Fingerprint, int AudioBitrate = 0);

/// <summary>An answer, and what the worker must know of the browser behind the offer.</summary>
public sealed record RtcAnswer(string Sdp, RtcPeerSpec Peer);

/// <summary>
/// Answers a browser's offer in one round: every section that will ever be needed is in it, so nothing is negotiated again.
/// The first sending audio section is the microphone, the second the screen's sound; the first sending video section is the camera, the second the screen;
/// receiving sections are slots.
/// </summary>
public static class RtcNegotiator
{
    /// <summary>Slots for sound, and for pictures, that one browser can have.</summary>
    public const int MaxAudioSlots = 16;

    public const int MaxVideoSlots = 25;

    /// <summary>Answers an offer.</summary>
    /// <param name="earlier">What was settled for this session before, for an offer that repeats it with new names for ICE.</param>
    /// <param name="refusal">Why there is no answer, for the log and the close reason; it has nothing of the offer's text in it.</param>
    public static bool TryAnswer(string offer, RtcEndpoint endpoint, RtcPeerSpec? earlier, [NotNullWhen(true)] out RtcAnswer? answer, out string refusal)
    {
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(endpoint);
        answer = null;
        if (SdpOffer.Read(offer, out refusal) is not { } read) return false;
        // The same connection keeps its streams: the browser knows our SSRCs from the first answer.
        if (earlier is not null && !string.Equals(earlier.Fingerprint, read.Fingerprint, StringComparison.OrdinalIgnoreCase)) earlier = null;
        var sections = Settle(read, earlier);
        if (sections.Count == 0)
        {
            refusal = "no section with Opus or VP8";
            return false;
        }

        var peer = new RtcPeerSpec(Random(12), Random(24), read.IceFragment, read.Fingerprint)
        {
            RemotePassword = read.IcePassword,
            Extensions = Extensions(read),
            Sections = sections,
            ReportSsrc = earlier?.ReportSsrc ?? NewSsrc(),
        };
        answer = new RtcAnswer(SdpAnswer.Write(read, peer, endpoint), peer);
        return true;
    }

    private static List<RtcSection> Settle(SdpOffer offer, RtcPeerSpec? earlier)
    {
        var sections = new List<RtcSection>();
        foreach (var media in offer.Sections)
        {
            if (media.IsOff || !media.Protocol.Contains("RTP/SAVPF", StringComparison.Ordinal)) continue;
            var section = media.Kind switch { "audio" => Audio(media), "video" => Video(media), _ => null };
            if (section is null) continue;
            var slots = sections.Count(other => other.Receives && other.IsVideo == section.IsVideo);
            var sent = sections.Count(other => other.Sends is not null && other.IsVideo == section.IsVideo);
            section = section with
            {
                Sends = media.Sends && sent < 2 ? Kind(section.IsVideo, sent) : null,
                Receives = media.Receives && slots < (section.IsVideo ? MaxVideoSlots : MaxAudioSlots),
                SentSsrc = media.Ssrcs.FirstOrDefault(),
                SentRtxSsrc = media.Repairs.FirstOrDefault().Repair,
            };
            sections.Add(section.Receives ? WithSsrcs(section, earlier) : section);
        }

        return sections;
    }

    private static SlotKind Kind(bool isVideo, int index) => (isVideo, index) switch
    {
        (false, 0) => SlotKind.Audio,
        (false, _) => SlotKind.ScreenAudio,
        (true, 0) => SlotKind.Camera,
        _ => SlotKind.Screen,
    };

    private static RtcSection? Audio(SdpMedia media)
    {
        if (media.Codec("opus") is not { Clock: 48_000, Channels: 2 } opus) return null;
        var red = media.Codec("red") is { Clock: 48_000 } found && found.Parameters.StartsWith($"{opus.PayloadType}/", StringComparison.Ordinal) ? found : null;
        return new RtcSection(media.Mid, false)
        {
            PayloadType = opus.PayloadType,
            RedPayloadType = red?.PayloadType ?? 0,
        };
    }

    private static RtcSection? Video(SdpMedia media)
    {
        if (media.Codec("VP8") is not { Clock: 90_000 } codec) return null;
        var rtx = media.Codecs.Find(other => other.Name.Equals("rtx", StringComparison.OrdinalIgnoreCase) && other.Parameter("apt", -1) == codec.PayloadType);
        return new RtcSection(media.Mid, true)
        {
            PayloadType = codec.PayloadType,
            RtxPayloadType = rtx?.PayloadType ?? 0,
            HasNack = codec.Feedback.Contains("nack"),
            Rids = media.Rids.ToArray(),
        };
    }

    private static RtcSection WithSsrcs(RtcSection section, RtcPeerSpec? earlier)
    {
        var before = earlier?.Sections.FirstOrDefault(other => other.Mid == section.Mid && other.Receives);
        return section with
        {
            SlotSsrc = before?.SlotSsrc ?? NewSsrc(),
            SlotRtxSsrc = section.RtxPayloadType == 0 ? 0 : before is { SlotRtxSsrc: not 0 } ? before.SlotRtxSsrc : NewSsrc(),
        };
    }

    // One transport, one numbering: the first section that has an extension settles its number, and sections that disagree go without.
    private static RtpExtensionIds Extensions(SdpOffer offer)
    {
        return new RtpExtensionIds(Of(SdpAnswer.MidUri), Of(SdpAnswer.RidUri), Of(SdpAnswer.RepairedRidUri), Of(SdpAnswer.LevelUri), Of(SdpAnswer.TransportUri), Of(SdpAnswer.SendTimeUri));

        byte Of(string uri) => offer.Sections.Select(section => section.Extension(uri)).FirstOrDefault(id => id != 0);
    }

    // ICE wants letters, digits, + and /.
    private static string Random(int length) => RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", length);

    private static uint NewSsrc() => (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);
}
