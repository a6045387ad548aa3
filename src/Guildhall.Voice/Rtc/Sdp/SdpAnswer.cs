using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Guildhall.Voice.Rtc.Packets;

namespace Guildhall.Voice.Rtc.Sdp;

/// <summary>Writes the answer to an offer: ICE-lite, one transport, passive, and for each section what was settled.</summary>
internal static class SdpAnswer
{
    public const string MidUri = "urn:ietf:params:rtp-hdrext:sdes:mid";
    public const string RidUri = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
    public const string RepairedRidUri = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";
    public const string LevelUri = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    public const string TransportUri = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    public const string SendTimeUri = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

    public static string Write(SdpOffer offer, RtcPeerSpec peer, RtcEndpoint endpoint)
    {
        var text = new StringBuilder(4096);
        text.Line($"v=0").Line($"o=- {peer.ReportSsrc} 2 IN IP4 127.0.0.1").Line($"s=-").Line($"t=0 0").Line($"a=ice-lite");
        text.Line($"a=group:BUNDLE {string.Join(' ', peer.Sections.Select(section => section.Mid))}");
        text.Line($"a=msid-semantic: WMS *");
        if (offer.HasMixedExtensions) text.Line($"a=extmap-allow-mixed");
        foreach (var media in offer.Sections)
        {
            var section = peer.Sections.FirstOrDefault(settled => settled.Mid == media.Mid);
            if (section is null) Refuse(text, media);
            else Accept(text, media, section, peer, endpoint);
        }

        return text.ToString();
    }

    private static void Refuse(StringBuilder text, SdpMedia media)
    {
        text.Line($"m={media.Kind} 0 {media.Protocol} {media.Formats}").Line($"c=IN IP4 0.0.0.0").Line($"a=mid:{media.Mid}").Line($"a=inactive");
    }

    private static void Accept(StringBuilder text, SdpMedia media, RtcSection section, RtcPeerSpec peer, RtcEndpoint endpoint)
    {
        var family = endpoint.Address.AddressFamily == AddressFamily.InterNetwork ? "IP4" : "IP6";
        text.Line($"m={media.Kind} {endpoint.Port} {media.Protocol} {Types(media, section)}");
        text.Line($"c=IN {family} {endpoint.Address}").Line($"a=rtcp:{endpoint.Port} IN {family} {endpoint.Address}");
        text.Line($"a=candidate:1 1 udp 2130706431 {endpoint.Address} {endpoint.Port} typ host").Line($"a=end-of-candidates");
        text.Line($"a=ice-ufrag:{peer.LocalFragment}").Line($"a=ice-pwd:{peer.LocalPassword}");
        text.Line($"a=fingerprint:{endpoint.Fingerprint}").Line($"a=setup:passive").Line($"a=mid:{section.Mid}");
        Extensions(text, media, section, peer.Extensions);
        text.Line($"a={(section.Sends, section.Receives) switch { (not null, true) => "sendrecv", (not null, false) => "recvonly", (null, true) => "sendonly", _ => "inactive" }}");
        text.Line($"a=rtcp-mux");
        if (media.HasReducedSize) text.Line($"a=rtcp-rsize");
        if (section.IsVideo) Video(text, section);
        else Audio(text, media, section, endpoint);
        if (section.Receives) Slot(text, section);
    }

    private static void Extensions(StringBuilder text, SdpMedia media, RtcSection section, RtpExtensionIds ids)
    {
        Add(ids.Mid, MidUri);
        if (section.Sends is not null)
        {
            if (!section.IsVideo) Add(ids.AudioLevel, LevelUri);
            if (section.IsVideo) Add(ids.Rid, RidUri);
            if (section.IsVideo) Add(ids.RepairedRid, RepairedRidUri);
            Add(ids.TransportSequence, TransportUri);
        }

        // Where we send, the browser estimates from the time of sending and tells by REMB.
        if (section.IsVideo) Add(ids.AbsoluteSendTime, SendTimeUri);

        void Add(byte id, string uri)
        {
            if (id != 0 && media.Extension(uri) == id) text.Line($"a=extmap:{id} {uri}");
        }
    }

    private static string Types(SdpMedia media, RtcSection section)
    {
        if (section.RedPayloadType == 0) return section.RtxPayloadType == 0 ? Number(section.PayloadType) : $"{section.PayloadType} {section.RtxPayloadType}";
        // The offer's order says which of the two the browser wants to send.
        var redFirst = media.Codecs.FindIndex(codec => codec.PayloadType == section.RedPayloadType) < media.Codecs.FindIndex(codec => codec.PayloadType == section.PayloadType);
        return redFirst ? $"{section.RedPayloadType} {section.PayloadType}" : $"{section.PayloadType} {section.RedPayloadType}";
    }

    private static void Audio(StringBuilder text, SdpMedia media, RtcSection section, RtcEndpoint endpoint)
    {
        var asked = media.Codecs.Find(codec => codec.PayloadType == section.PayloadType);
        var stereo = asked?.Parameter("stereo", 0) == 1 || asked?.Parameter("sprop-stereo", 0) == 1;
        var parameters = "minptime=10;useinbandfec=1;usedtx=" + (stereo && section.Sends is not null ? "0" : "1");
        if (stereo || section.Receives) parameters += ";stereo=1;sprop-stereo=1";
        if (section.Sends is not null && endpoint.AudioBitrate > 0) parameters += $";maxaveragebitrate={endpoint.AudioBitrate}";
        text.Line($"a=rtpmap:{section.PayloadType} opus/48000/2").Line($"a=fmtp:{section.PayloadType} {parameters}");
        if (section.Sends is not null && asked?.Feedback.Contains("transport-cc") == true) text.Line($"a=rtcp-fb:{section.PayloadType} transport-cc");
        if (section.RedPayloadType == 0) return;
        text.Line($"a=rtpmap:{section.RedPayloadType} red/48000/2").Line($"a=fmtp:{section.RedPayloadType} {section.PayloadType}/{section.PayloadType}");
    }

    private static void Video(StringBuilder text, RtcSection section)
    {
        var type = section.PayloadType;
        text.Line($"a=rtpmap:{type} VP8/90000").Line($"a=rtcp-fb:{type} ccm fir").Line($"a=rtcp-fb:{type} nack").Line($"a=rtcp-fb:{type} nack pli");
        text.Line($"a=rtcp-fb:{type} {(section.Receives ? "goog-remb" : "transport-cc")}");
        if (section.RtxPayloadType != 0) text.Line($"a=rtpmap:{section.RtxPayloadType} rtx/90000").Line($"a=fmtp:{section.RtxPayloadType} apt={type}");
        if (section.Rids.Count == 0) return;
        foreach (var rid in section.Rids) text.Line($"a=rid:{rid} recv");
        text.Line($"a=simulcast:recv {string.Join(';', section.Rids)}");
    }

    private static void Slot(StringBuilder text, RtcSection section)
    {
        text.Line($"a=msid:slot-{section.Mid} slot-{section.Mid}");
        if (section.SlotRtxSsrc != 0) text.Line($"a=ssrc-group:FID {section.SlotSsrc} {section.SlotRtxSsrc}");
        text.Line($"a=ssrc:{section.SlotSsrc} cname:guildhall");
        if (section.SlotRtxSsrc != 0) text.Line($"a=ssrc:{section.SlotRtxSsrc} cname:guildhall");
    }

    private static StringBuilder Line(this StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append("\r\n");

    private static string Number(byte value) => value.ToString(CultureInfo.InvariantCulture);
}
