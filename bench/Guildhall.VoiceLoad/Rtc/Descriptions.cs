using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Guildhall.VoiceLoad.Rtc;

/// <summary>SDP that a client writes: the offer a browser makes to Guildhall, and what Janus is offered and answered.</summary>
internal static partial class Descriptions
{
    private const int HeardPeople = 8;
    private const int SeenPictures = 9;

    /// <summary>Microphone, camera, screen and its sound to send; eight sounds and nine pictures to receive; all in one bundle.</summary>
    public static string Offer(WebPeer peer, string fingerprint)
    {
        var sections = new List<string>
        {
            Sound(peer, "sendonly", 0) + Source(peer.Ssrc),
            Picture("sendonly", 1) + "a=rid:l send\r\na=rid:m send\r\na=rid:h send\r\na=simulcast:send l;m;h\r\n",
            Picture("sendonly", 2),
            Sound(peer, "sendonly", 3),
        };
        for (var i = 0; i < HeardPeople; i++) sections.Add(Sound(peer, "recvonly", sections.Count));
        for (var i = 0; i < SeenPictures; i++) sections.Add(Picture("recvonly", sections.Count));
        return Join(peer, fingerprint, "actpass", sections);
    }

    /// <summary>A microphone alone, with us as the client of DTLS.</summary>
    public static string Microphone(WebPeer peer, string fingerprint) => Join(peer, fingerprint, "active", [Sound(peer, "sendonly", 0) + Source(peer.Ssrc)]);

    /// <summary>Takes every section of an offer.</summary>
    public static string Accept(WebPeer peer, string fingerprint, string offer)
    {
        var sections = MediaSection().Matches(offer).Select(section =>
        {
            var lines = section.Value.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            var kept = lines.Where(line => line.StartsWith("m=", StringComparison.Ordinal) || line.StartsWith("a=mid:", StringComparison.Ordinal)
                || line.StartsWith("a=rtpmap:", StringComparison.Ordinal) || line.StartsWith("a=fmtp:", StringComparison.Ordinal));
            return string.Concat(kept.Select(line => line + "\r\n")) + "c=IN IP4 0.0.0.0\r\na=recvonly\r\na=rtcp-mux\r\n";
        });
        return Join(peer, fingerprint, "active", [.. sections]);
    }

    private static string Join(WebPeer peer, string fingerprint, string setup, IReadOnlyList<string> sections)
    {
        var sdp = new StringBuilder("v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        var mids = sections.Select(section => MidLine().Match(section).Groups[1].Value);
        sdp.Append(CultureInfo.InvariantCulture, $"a=group:BUNDLE {string.Join(' ', mids)}\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS\r\n");
        var transport = $"a=ice-ufrag:{peer.Fragment}\r\na=ice-pwd:{peer.Password}\r\na=ice-options:trickle\r\na=fingerprint:sha-256 {fingerprint}\r\na=setup:{setup}\r\n" +
            $"a=candidate:1 1 udp 2015363327 {peer.Address.Address} {peer.Address.Port} typ host\r\na=end-of-candidates\r\n";
        foreach (var section in sections) sdp.Append(section).Append(transport);
        return sdp.ToString();
    }

    private static string Sound(WebPeer peer, string direction, int mid) => Section("audio", "111 63", direction, mid) +
        (peer.LevelExtension > 0 ? $"a=extmap:{peer.LevelExtension} urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n" : "") +
        (peer.MidExtension > 0 ? $"a=extmap:{peer.MidExtension} urn:ietf:params:rtp-hdrext:sdes:mid\r\n" : "") +
        "a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\na=rtcp-fb:111 nack\r\na=fmtp:111 minptime=10;useinbandfec=1\r\na=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n";

    private static string Picture(string direction, int mid) => Section("video", "96 97", direction, mid) +
        "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time\r\n" +
        "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n" +
        "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\na=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id\r\n" +
        "a=rtcp-rsize\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 transport-cc\r\na=rtcp-fb:96 ccm fir\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n" +
        "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n";

    private static string Section(string kind, string types, string direction, int mid) =>
        $"m={kind} 9 UDP/TLS/RTP/SAVPF {types}\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\na=mid:{mid}\r\na={direction}\r\na=rtcp-mux\r\n";

    private static string Source(uint ssrc) => $"a=ssrc:{ssrc} cname:load\r\na=ssrc:{ssrc} msid:load microphone\r\n";

    [GeneratedRegex(@"m=(audio|video) [\s\S]*?(?=\r?\nm=|$(?![\s\S]))")]
    private static partial Regex MediaSection();

    [GeneratedRegex(@"a=mid:(\S+)")]
    private static partial Regex MidLine();
}
