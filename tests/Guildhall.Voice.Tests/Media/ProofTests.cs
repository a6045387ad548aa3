using System.Net;
using System.Text;
using Guildhall.Community.Calls;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Media;

/// <summary>Who is who, and where.</summary>
public sealed class ProofTests
{
    private static readonly byte[] Opus = [0xFC, 1, 2, 3, 4, 5, 6, 7];
    private static readonly PeerAddress Elsewhere = PeerAddress.From(new IPEndPoint(IPAddress.Parse("203.0.113.9"), 4444));

    [Fact]
    public async Task A_bot_learns_its_address_in_as_many_bytes_as_it_asked_with()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Arrive();
        rig.Receive(ada.Question(), ada.Address);
        var (to, answer) = rig.Port.Sent.ShouldHaveSingleItem();
        to.ShouldBe(ada.Address);
        answer.Length.ShouldBe(74);
        answer[..8].ShouldBe([0, 2, 0, 70, 0, 0, 0x03, 0xE9]);
        Encoding.ASCII.GetString(answer, 8, 64).TrimEnd('\0').ShouldBe("192.0.2.1");
        answer[72..].ShouldBe([10_001 >> 8, 10_001 & 0xFF]);
    }

    [Fact]
    public async Task Nobody_is_answered_who_names_no_one()
    {
        await using var rig = new WorkerRig();
        using var stranger = new RigBot(99, WorkerRig.Room);
        rig.Receive(stranger.Question(), stranger.Address);
        rig.Port.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_listener_is_reached_where_it_asked_from_and_says_it_is()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join(rights: RoomRights.Hear);
        await rig.Listener.Hears("2 reached at 192.0.2.1:10002");
        rig.Speak(ada, Opus);
        rig.Heard(bob).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_claim_without_a_question_from_there_proves_nothing()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Arrive();
        rig.Receive(bob.Question(), Elsewhere);
        rig.Worker.Key(bob.Id, bob.Key(isClaiming: true));
        rig.Turn();
        rig.Port.Sent.Clear();
        rig.Speak(ada, Opus);
        rig.Port.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_question_from_elsewhere_takes_nobodys_packets_away()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        rig.Receive(bob.Question(), Elsewhere);
        rig.Port.Sent.Clear();
        rig.Speak(ada, Opus);
        rig.Heard(bob).Count.ShouldBe(1);
        rig.Port.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_authentic_packet_from_elsewhere_moves_its_sender()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        var before = bob.Address;
        bob.Address = Elsewhere;
        rig.Speak(bob, Opus);
        rig.Heard(ada).Count.ShouldBe(1);
        rig.Speak(ada, Opus);
        rig.Heard(bob).Count.ShouldBe(1);
        rig.Port.Sent.ShouldNotContain(sent => sent.To == before);
        await rig.Listener.Hears("2 reached at 203.0.113.9:4444");
    }

    [Fact]
    public async Task A_copy_of_an_old_packet_from_elsewhere_moves_nobody()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        var packet = bob.Say(Opus);
        rig.Receive(packet, bob.Address);
        rig.Receive(packet, Elsewhere);
        rig.Receive(packet, bob.Address);
        rig.Heard(ada).Count.ShouldBe(1);
        rig.Worker.Figures.Dropped(DropReason.Replayed).ShouldBe(2);
        rig.Speak(ada, Opus);
        rig.Heard(bob).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_speaks_in_anothers_name()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        var eve = rig.Join();
        rig.Receive(eve.Packet(Opus, ssrc: ada.Spec.AudioSsrc), eve.Address);
        rig.Receive(eve.Packet(Opus, ssrc: 4242), eve.Address);
        rig.Heard(bob).ShouldBeEmpty();
        rig.Worker.Figures.Dropped(DropReason.Forged).ShouldBe(1);
        rig.Worker.Figures.Dropped(DropReason.Unknown).ShouldBe(1);
    }

    [Fact]
    public async Task Two_with_one_SSRC_in_two_rooms_are_told_apart_by_their_keys()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        using var twin = new RigBot(50, new ChannelId(new Snowflake(8))) { Spec = ada.Spec with { Peer = new PeerId(50), Room = new ChannelId(new Snowflake(8)) } };
        rig.Worker.Open(twin.Spec);
        rig.Worker.Key(twin.Id, twin.Key());
        var bob = rig.Join();
        var eve = rig.Join(room: new ChannelId(new Snowflake(8)));
        rig.Speak(twin, Opus);
        rig.Heard(eve).Count.ShouldBe(1);
        rig.Speak(ada, Opus);
        rig.Heard(bob).Count.ShouldBe(1);
        rig.Worker.Close(twin.Id);
        rig.Turn();
        ada.Address = Elsewhere;
        rig.Speak(ada, Opus);
        rig.Heard(bob).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_bot_that_comes_again_by_the_same_port_takes_it_over()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        using var again = new RigBot(60, WorkerRig.Room) { Address = bob.Address };
        rig.Worker.Open(again.Spec);
        rig.Worker.Key(again.Id, again.Key());
        rig.Turn();
        rig.Speak(again, Opus);
        rig.Heard(ada).ShouldHaveSingleItem().Header.Ssrc.ShouldBe(again.Spec.AudioSsrc);
        rig.Speak(ada, Opus);
        rig.Port.Sent.Count.ShouldBe(1);
        rig.Heard(again).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_packet_that_another_could_have_sealed_or_that_was_changed_is_refused()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        for (var at = 0; at < 48; at++)
        {
            var packet = ada.Say(Opus);
            packet[at % packet.Length] ^= 1;
            rig.Receive(packet, ada.Address);
        }
        rig.Heard(bob).ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_things_than_Opus_are_not_forwarded()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        rig.Receive(ada.Packet(Opus, type: 96), ada.Address);
        rig.Receive(ada.Packet(Opus, type: 201), ada.Address);
        rig.Heard(bob).ShouldBeEmpty();
        rig.Worker.Figures.Dropped(DropReason.Unsupported).ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_sends_too_much_is_cut_to_the_limit_and_heard_again_later()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        for (var index = 0; index < VoiceLimits.SenderPacketsPerSecond + 50; index++) rig.Speak(ada, Opus);
        rig.Heard(bob).Count.ShouldBe(VoiceLimits.SenderPacketsPerSecond);
        rig.Worker.Figures.Dropped(DropReason.Limited).ShouldBe(50);
        rig.Pass(100);
        rig.Speak(ada, Opus);
        rig.Heard(bob).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Large_packets_are_limited_by_their_bytes()
    {
        await using var rig = new WorkerRig();
        var ada = rig.Join();
        var bob = rig.Join();
        for (var index = 0; index < 150; index++) rig.Speak(ada, new byte[1275]);
        rig.Heard(bob).Count.ShouldBe(VoiceLimits.SenderBytesPerSecond / (1275 + 32));
    }
}
