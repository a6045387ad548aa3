using System.Text;

namespace Guildhall.Voice.Tests.Rtc;

/// <summary>Offers in Chromium's words, with as many sections as a test wants.</summary>
internal static class Offers
{
    public const string Fingerprint = "sha-256 5D:3A:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE";

    /// <summary>As our web client sends it: four sections that send, and slots.</summary>
    public static string Whole(int audioSlots = 8, int videoSlots = 9, string fragment = "abcd", string fingerprint = Fingerprint)
    {
        var sections = new List<string> { Audio("sendonly"), Video("sendonly", "l;m;h"), Video("sendonly", null), Audio("sendonly") };
        for (var slot = 0; slot < audioSlots; slot++) sections.Add(Audio("recvonly"));
        for (var slot = 0; slot < videoSlots; slot++) sections.Add(Video("recvonly", null));
        return Offer(sections, fragment, fingerprint);
    }

    public static string Offer(IReadOnlyList<string> sections, string fragment = "abcd", string fingerprint = Fingerprint)
    {
        var text = new StringBuilder("v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        text.Append($"a=group:BUNDLE {string.Join(' ', Enumerable.Range(0, sections.Count))}\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS\r\n");
        for (var index = 0; index < sections.Count; index++)
        {
            text.Append(sections[index].Replace("$MID", index.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("$TRANSPORT", $"a=ice-ufrag:{fragment}\na=ice-pwd:asd88fgpdd777uzjYhagZgaa\na=ice-options:trickle\na=fingerprint:{fingerprint}\na=setup:actpass", StringComparison.Ordinal)
                .Replace("\n", "\r\n", StringComparison.Ordinal));
        }

        return text.ToString();
    }

    public static string Audio(string direction, string parameters = "minptime=10;useinbandfec=1") => $"""
        m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126
        c=IN IP4 0.0.0.0
        a=rtcp:9 IN IP4 0.0.0.0
        $TRANSPORT
        a=mid:$MID
        a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
        a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
        a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
        a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
        a={direction}
        a=rtcp-mux
        a=rtcp-rsize
        a=rtpmap:111 opus/48000/2
        a=rtcp-fb:111 transport-cc
        a=fmtp:111 {parameters}
        a=rtpmap:63 red/48000/2
        a=fmtp:63 111/111
        a=rtpmap:9 G722/8000
        a=rtpmap:0 PCMU/8000

        """;

    public static string Video(string direction, string? layers)
    {
        var text = $"""
            m=video 9 UDP/TLS/RTP/SAVPF 96 97 103 104 35 36
            c=IN IP4 0.0.0.0
            $TRANSPORT
            a=mid:$MID
            a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
            a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
            a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id
            a={direction}
            a=rtcp-mux
            a=rtcp-rsize
            a=rtpmap:96 VP8/90000
            a=rtcp-fb:96 goog-remb
            a=rtcp-fb:96 transport-cc
            a=rtcp-fb:96 ccm fir
            a=rtcp-fb:96 nack
            a=rtcp-fb:96 nack pli
            a=rtpmap:97 rtx/90000
            a=fmtp:97 apt=96
            a=rtpmap:103 H264/90000
            a=fmtp:103 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f
            a=rtpmap:104 rtx/90000
            a=fmtp:104 apt=103

            """;
        if (layers is null) return text;
        return text + string.Concat(layers.Split(';').Select(rid => $"a=rid:{rid} send\n")) + $"a=simulcast:send {layers}\n";
    }
}
