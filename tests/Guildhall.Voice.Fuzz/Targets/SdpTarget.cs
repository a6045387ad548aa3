using System.Net;
using System.Text;
using Guildhall.Voice.Rtc;

namespace Guildhall.Voice.Fuzz.Targets;

/// <summary>Offers of browsers. An answer repeats nothing that could be read as a line of its own.</summary>
internal sealed class SdpTarget : FuzzTarget
{
    private static readonly RtcEndpoint Endpoint = new(IPAddress.Loopback, 50_000, "sha-256 " + string.Join(':', Enumerable.Repeat("AB", 32)));

    public override string Name => "SDP";

    public override int Weight => 4;

    public override IReadOnlyList<byte[]> Samples { get; } = [Encoding.UTF8.GetBytes(Offer(1, 1)), Encoding.UTF8.GetBytes(Offer(4, 3)), Encoding.UTF8.GetBytes(Offer(0, 1))];

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "\r\n", "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n", "m=", "a=mid:", "a=mid:0\r\n", "a=group:BUNDLE ", "a=rtpmap:111 opus/48000/2\r\n", "a=rtpmap:", "a=fmtp:", "a=extmap:1 ",
            "a=rid:h send\r\n", "a=simulcast:send l;m;h\r\n", "a=ssrc:4294967295 ", "a=ssrc-group:FID 1 2\r\n", "99999999999", "-1", "a=setup:", "\0", "\u2028", "=", ":", " ",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override int Feed(Span<byte> input, Dice dice)
    {
        var offer = Encoding.UTF8.GetString(input);
        if (!RtcNegotiator.TryAnswer(offer, Endpoint, null, out var answer, out _)) return 0;
        foreach (var line in answer.Sdp.Split("\r\n"))
        {
            if (line.Length > 0 && (line.Length < 2 || line[1] != '=' || line.AsSpan().ContainsAny('\r', '\n', '\0'))) throw new InvalidOperationException($"a broken line in the answer: {line}");
        }

        _ = RtcNegotiator.TryAnswer(offer, Endpoint, answer.Peer, out _, out _);
        return 0;
    }

    /// <summary>An offer with so many sections of each kind, every other one to send.</summary>
    public static string Offer(int sounds, int pictures, string? fingerprint = null)
    {
        var sdp = new StringBuilder("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        sdp.Append("a=group:BUNDLE ").AppendJoin(' ', Enumerable.Range(0, sounds + pictures)).Append("\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS\r\n");
        for (var mid = 0; mid < sounds + pictures; mid++)
        {
            var isSound = mid < sounds;
            var direction = mid % 2 == 0 ? "sendonly" : "recvonly";
            sdp.Append(isSound ? "m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\n" : "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n")
                .Append("c=IN IP4 0.0.0.0\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=fingerprint:").Append(fingerprint ?? Endpoint.Fingerprint).Append("\r\na=setup:actpass\r\n")
                .Append(System.Globalization.CultureInfo.InvariantCulture, $"a=mid:{mid}\r\na={direction}\r\na=rtcp-mux\r\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\na=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n")
                .Append(isSound
                    ? "a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 nack\r\na=fmtp:111 minptime=10;useinbandfec=1\r\na=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n"
                    : "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack pli\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=rid:l send\r\na=simulcast:send l\r\n")
                .Append(System.Globalization.CultureInfo.InvariantCulture, $"a=ssrc:{1000 + mid} cname:x\r\na=ssrc-group:FID {1000 + mid} {2000 + mid}\r\n");
        }

        return sdp.ToString();
    }
}
