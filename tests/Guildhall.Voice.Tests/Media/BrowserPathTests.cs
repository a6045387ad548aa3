using System.Net;
using Guildhall.Community.Calls;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc;

namespace Guildhall.Voice.Tests.Media;

/// <summary>What the worker gives to the browsers' half, and takes from it.</summary>
public sealed class BrowserPathTests
{
    private static readonly byte[] Opus = [0xFC, 1, 2, 3, 4, 5, 6, 7];
    private static readonly PeerAddress Home = PeerAddress.From(new IPEndPoint(IPAddress.Parse("198.51.100.7"), 7000));

    [Fact]
    public async Task One_port_tells_STUN_DTLS_SRTP_and_SRTCP_apart()
    {
        RigRtc rtc = null!;
        await using var rig = new WorkerRig(rtc: host => rtc = new RigRtc(host));
        var browser = Enter(rig, 200);
        rtc.Given.Clear();
        rig.Receive(Stun(200), Home);
        rig.Receive([22, .. new byte[30]], Home);
        rig.Receive([0x80, 111, .. new byte[12]], Home);
        rig.Receive([0x80, 200, .. new byte[12]], Home);
        rig.Receive([0x00, 1, .. new byte[30]], Home);
        rig.Receive([0x50, 1, .. new byte[30]], Home);
        rtc.Given.ShouldBe([$"STUN of 28 from {Home}", $"DTLS of 31 from {Home}", "RTP of 200", "active 200", "room of 1", "RTCP of 200"], ignoreOrder: true);
        rig.Worker.Figures.Dropped(DropReason.Malformed).ShouldBe(2, "no cookie, and no kind");
        await rig.Listener.Hears($"200 reached at {Home}");
        browser.Rtc.ShouldNotBeNull();
    }

    [Fact]
    public async Task Bots_hear_browsers_and_browsers_hear_bots()
    {
        await using var rig = new WorkerRig(rtc: host => new RigRtc(host));
        Enter(rig, 200);
        rig.Receive(Stun(200), Home);
        var bot = rig.Join();
        rig.Speak(bot, Opus);
        rig.Port.Sent.ShouldHaveSingleItem().Datagram.ShouldBe([0, .. Opus]);
        rig.Receive(Say(level: 20), Home);
        var heard = rig.Heard(bot).ShouldHaveSingleItem();
        heard.Payload.ShouldBe(Opus);
        heard.Header.Ssrc.ShouldBe(777u);
        heard.Header.Sequence.ShouldBe((ushort)5);
    }

    [Fact]
    public async Task A_level_tells_speech_from_the_hum_of_a_room()
    {
        await using var rig = new WorkerRig(rtc: host => new RigRtc(host));
        Enter(rig, 200);
        rig.Receive(Stun(200), Home);
        for (var index = 0; index < 10; index++) rig.Receive(Say(level: 70), Home);
        rig.Receive(Say(level: 40), Home);
        rig.Listener.Told.ShouldNotContain("200 speaks");
        rig.Receive(Say(level: 40), Home);
        await rig.Listener.Hears("200 speaks");
        for (var index = 0; index < 20; index++)
        {
            rig.Receive(Say(level: 70), Home);
            rig.Pass(20);
        }
        await rig.Listener.Hears("200 is silent");
    }

    [Fact]
    public async Task Digital_silence_of_a_browser_stops_at_the_house_and_the_gap_is_counted()
    {
        await using var rig = new WorkerRig(rtc: host => new RigRtc(host));
        Enter(rig, 200);
        rig.Receive(Stun(200), Home);
        var bot = rig.Join();
        for (var index = 0; index < 100; index++)
        {
            rig.Receive(Say(level: 127), Home);
            rig.Pass(20);
        }
        rig.Heard(bot).Count.ShouldBeInRange(14, 17, "eleven in the first 200 ms, then two and a half a second");
        var browser = rig.Worker.Rooms.Single().Members.Single(peer => peer.IsBrowser);
        ((int)browser.Withheld).ShouldBeInRange(83, 86);
    }

    [Fact]
    public async Task What_a_browser_is_told_reaches_its_half_and_closing_it_does_too()
    {
        RigRtc rtc = null!;
        await using var rig = new WorkerRig(rtc: host => rtc = new RigRtc(host));
        var browser = Enter(rig, 200);
        rig.Worker.Tell(browser.Peer, "an offer");
        rig.Worker.Close(browser.Peer);
        rig.Turn();
        rtc.Given.ShouldBe(["200 opened", "room of 1", "200 told an offer", "200 closed"]);
        rig.Receive(Say(level: 20), Home);
        rig.Worker.Figures.Dropped(DropReason.Unknown).ShouldBe(0, "too short for a bot's packet");
    }

    private static PeerSpec Enter(WorkerRig rig, byte id)
    {
        var spec = new PeerSpec(new PeerId(id), WorkerRig.Room, new UserId(new Snowflake(id)), 777, RoomRights.Speak | RoomRights.Hear)
        {
            Rtc = new RtcPeerSpec("local", "password", "remote", "fingerprint"),
        };
        rig.Worker.Open(spec).ShouldBeTrue();
        rig.Turn();
        return spec;
    }

    private static byte[] Stun(byte peer) => [0, 1, 0, 8, 0x21, 0x12, 0xA4, 0x42, .. new byte[19], peer];

    private static byte[] Say(byte level) => [0x80, 111, .. new byte[10], level, .. Opus];
}
