using System.Net;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc;

namespace Guildhall.Voice.Tests.Rtc;

public sealed class NegotiatorTests
{
    private static readonly RtcEndpoint Here = new(IPAddress.Parse("192.0.2.7"), 50_000, Offers.Fingerprint, 64_000);

    [Fact]
    public void The_web_clients_offer_is_answered_in_one_round()
    {
        var answer = Answer(Offers.Whole());
        var sections = answer.Peer.Sections;
        sections.Count.ShouldBe(21);
        sections.Take(4).Select(section => section.Sends).ShouldBe([SlotKind.Audio, SlotKind.Camera, SlotKind.Screen, SlotKind.ScreenAudio]);
        sections[1].Rids.ShouldBe(["l", "m", "h"]);
        sections.Skip(4).ShouldAllBe(section => section.Receives && section.Sends == null && section.SlotSsrc != 0);
        sections.Skip(12).ShouldAllBe(section => section.IsVideo && section.RtxPayloadType == 97 && section.SlotRtxSsrc != 0 && section.HasNack);
        sections.Where(section => section.Receives).SelectMany(section => new[] { section.SlotSsrc, section.SlotRtxSsrc }).Where(ssrc => ssrc != 0).ShouldBeUnique();
        var ids = answer.Peer.Extensions;
        (ids.Mid, ids.Rid, ids.RepairedRid, ids.AudioLevel, ids.TransportSequence, ids.AbsoluteSendTime).ShouldBe(((byte)4, (byte)10, (byte)11, (byte)1, (byte)3, (byte)2));
        answer.Peer.RemoteFragment.ShouldBe("abcd");
        answer.Peer.Fingerprint.ShouldBe(Offers.Fingerprint);

        var lines = answer.Sdp.Split("\r\n");
        lines.ShouldContain("a=ice-lite");
        lines.ShouldContain("a=group:BUNDLE 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20");
        lines.Count(line => line == "a=setup:passive").ShouldBe(21);
        lines.Count(line => line == "a=recvonly").ShouldBe(4);
        lines.Count(line => line == "a=sendonly").ShouldBe(17);
        lines.ShouldContain("a=candidate:1 1 udp 2130706431 192.0.2.7 50000 typ host");
        lines.ShouldContain("a=simulcast:recv l;m;h");
        lines.ShouldContain("a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1;maxaveragebitrate=64000");
        lines.ShouldContain("a=fmtp:63 111/111");
        lines.ShouldNotContain(line => line.Contains("H264", StringComparison.Ordinal) || line.Contains("PCMU", StringComparison.Ordinal));
        // Upwards the browser estimates from our feedback, downwards it tells us.
        lines.Count(line => line == "a=rtcp-fb:96 goog-remb").ShouldBe(9);
        lines.Count(line => line == "a=rtcp-fb:96 transport-cc").ShouldBe(2);
    }

    [Fact]
    public void Stereo_is_answered_as_asked_and_then_without_pauses()
    {
        var answer = Answer(Offers.Offer([Offers.Audio("sendonly", "minptime=10;useinbandfec=1;stereo=1")]));
        answer.Sdp.ShouldContain("usedtx=0;stereo=1;sprop-stereo=1");
    }

    [Fact]
    public void Redundant_sound_is_sent_only_when_the_offer_puts_it_first()
    {
        Answer(Offers.Offer([Offers.Audio("sendonly")])).Sdp.ShouldContain("SAVPF 111 63\r\n");
        var first = Offers.Audio("sendonly").Replace("SAVPF 111 63", "SAVPF 63 111", StringComparison.Ordinal);
        var lines = first.Split('\n').ToList();
        var red = lines.FindIndex(line => line.StartsWith("a=rtpmap:63", StringComparison.Ordinal));
        var moved = lines[red];
        lines.RemoveAt(red);
        lines.Insert(lines.FindIndex(line => line.StartsWith("a=rtpmap:111", StringComparison.Ordinal)), moved);
        Answer(Offers.Offer([string.Join('\n', lines)])).Sdp.ShouldContain("SAVPF 63 111\r\n");
    }

    [Fact]
    public void An_offer_of_the_same_connection_keeps_its_streams_and_gets_new_names()
    {
        var first = Answer(Offers.Whole());
        RtcNegotiator.TryAnswer(Offers.Whole(fragment: "efgh"), Here, first.Peer, out var second, out _).ShouldBeTrue();
        second!.Peer.Continues(first.Peer).ShouldBeTrue();
        second.Peer.LocalFragment.ShouldNotBe(first.Peer.LocalFragment);
        second.Peer.Sections.Select(section => section.SlotSsrc).ShouldBe(first.Peer.Sections.Select(section => section.SlotSsrc));
        var other = Offers.Whole(fingerprint: Offers.Fingerprint.Replace("5D", "5E", StringComparison.Ordinal));
        RtcNegotiator.TryAnswer(other, Here, first.Peer, out var third, out _).ShouldBeTrue();
        third!.Peer.Continues(first.Peer).ShouldBeFalse();
    }

    [Fact]
    public void What_we_cannot_do_is_refused_section_by_section()
    {
        var data = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\nc=IN IP4 0.0.0.0\n$TRANSPORT\na=mid:$MID\na=sctp-port:5000\n";
        var answer = Answer(Offers.Offer([Offers.Audio("sendrecv"), data, Offers.Video("sendrecv", null).Replace("VP8", "AV9", StringComparison.Ordinal)]));
        answer.Peer.Sections.Count.ShouldBe(1);
        (answer.Peer.Sections[0].Sends, answer.Peer.Sections[0].Receives).ShouldBe((SlotKind.Audio, true));
        answer.Sdp.ShouldContain("a=group:BUNDLE 0\r\n");
        answer.Sdp.ShouldContain("m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n");
        answer.Sdp.ShouldContain("m=video 0 ");
    }

    [Theory]
    [InlineData("a=fingerprint:sha-256", "a=fingerprint:sha-1")]
    [InlineData("a=setup:actpass", "a=setup:passive")]
    [InlineData("a=ice-pwd:asd88fgpdd777uzjYhagZgaa", "a=ice-pwd:short")]
    [InlineData("a=group:BUNDLE 0", "a=group:BUNDLE 7")]
    [InlineData("a=mid:0", "a=mid:0 a=evil")]
    [InlineData("opus/48000/2", "opus/48000/1")]
    [InlineData("v=0", "w=0")]
    public void A_bad_offer_gets_a_reason_and_no_answer(string right, string wrong)
    {
        var offer = Offers.Offer([Offers.Audio("sendonly")]);
        offer.ShouldContain(right);
        RtcNegotiator.TryAnswer(offer.Replace(right, wrong, StringComparison.Ordinal), Here, null, out var answer, out var refusal).ShouldBeFalse();
        answer.ShouldBeNull();
        refusal.ShouldNotBeEmpty();
    }

    [Fact]
    public void More_sections_than_anybody_needs_are_refused()
    {
        RtcNegotiator.TryAnswer(Offers.Whole(audioSlots: 60), Here, null, out _, out _).ShouldBeFalse();
        RtcNegotiator.TryAnswer(new string('x', 1_000_000), Here, null, out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_mutilated_offer_gives_a_sound_answer_or_none()
    {
        var random = new Random(8);
        var offer = Offers.Whole(1, 1);
        for (var round = 0; round < 3000; round++)
        {
            var text = offer.ToCharArray();
            for (var change = 0; change < 6; change++) text[random.Next(text.Length)] = change % 2 == 0 ? (char)random.Next(32, 127) : "\r\n:/;= "[random.Next(7)];
            var mutilated = new string(text);
            if (round % 3 == 0) mutilated = mutilated[..random.Next(mutilated.Length)];
            if (!RtcNegotiator.TryAnswer(mutilated, Here, null, out var answer, out _)) continue;
            foreach (var line in answer.Sdp.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)) (line.Length > 2 && line[1] == '=').ShouldBeTrue(line);
        }
    }

    private static RtcAnswer Answer(string offer)
    {
        RtcNegotiator.TryAnswer(offer, Here, null, out var answer, out var refusal).ShouldBeTrue(refusal);
        return answer.ShouldNotBeNull();
    }
}
