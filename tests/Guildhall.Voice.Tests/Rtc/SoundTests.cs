using Guildhall.Community.Calls;
using Guildhall.Testing;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc;
using Guildhall.Voice.Rtc.Forwarding;
using Guildhall.Voice.Tests.Media;

namespace Guildhall.Voice.Tests.Rtc;

/// <summary>Who hears whom, in which slot, under which numbers.</summary>
public sealed class SoundTests
{
    private static readonly byte[] Opus = [0xFC, 1, 2, 3, 4, 5, 6];

    [Fact]
    public async Task Bots_and_browsers_hear_each_other_with_the_payload_unchanged()
    {
        await using var rig = RtcRig.Start();
        var (browser, bot) = (RigBrowser.Join(rig, 100), rig.Join());
        browser.Say(40, Opus);
        var heard = rig.Heard(bot).ShouldHaveSingleItem();
        heard.Payload.ShouldBe(Opus);
        heard.Header.Ssrc.ShouldBe(browser.Spec.AudioSsrc);
        rig.Speak(bot, Opus);
        var packet = browser.Media().ShouldHaveSingleItem();
        packet.Payload.ShouldBe(Opus);
        browser.Rtc.Sections.Where(section => section.Receives).Select(section => section.SlotSsrc).ShouldContain(packet.Header.Ssrc);
        packet.Header.PayloadType.ShouldBe((byte)111);
    }

    [Fact]
    public async Task Nobody_hears_himself()
    {
        await using var rig = RtcRig.Start();
        var browser = RigBrowser.Join(rig, 1);
        browser.Say(1, Opus);
        browser.Media().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(RoomRights.Hear)]
    [InlineData(RoomRights.None)]
    public async Task A_muted_browser_is_not_heard(RoomRights rights)
    {
        await using var rig = RtcRig.Start();
        var (muted, listener) = (RigBrowser.Join(rig, 1, rights: rights), RigBrowser.Join(rig, 2));
        muted.Say(1, Opus);
        listener.Media().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deafened_browser_hears_nothing()
    {
        await using var rig = RtcRig.Start();
        var (speaker, deaf) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2, rights: RoomRights.Speak));
        speaker.Say(1, Opus);
        deaf.Media().ShouldBeEmpty();
    }

    [Fact]
    public async Task Copies_of_earlier_frames_reach_browsers_and_are_unwrapped_for_bots()
    {
        await using var rig = RtcRig.Start();
        var (speaker, browser, bot) = (RigBrowser.Join(rig, 100), RigBrowser.Join(rig, 101), rig.Join());
        byte[] red = [0x80 | 111, 0x0F, 0x00, 2, 111, 8, 9, .. Opus];
        speaker.Say(1, red, isRed: true);
        speaker.Say(2, red, isRed: true);
        rig.Heard(bot).Select(heard => heard.Payload).ShouldAllBe(payload => payload.SequenceEqual(Opus));
        var packets = browser.Media();
        // The first has copies from before the slot was the speaker's.
        packets[0].Header.PayloadType.ShouldBe((byte)111);
        packets[0].Payload.ShouldBe(Opus);
        packets[1].Header.PayloadType.ShouldBe((byte)63);
        packets[1].Payload.ShouldBe(red);
    }

    [Fact]
    public async Task A_slot_is_one_unbroken_stream_whoever_is_heard_there()
    {
        await using var rig = RtcRig.Start();
        var listener = RigBrowser.Join(rig, 1, Offers.Offer([Offers.Audio("sendonly"), Offers.Audio("recvonly")]));
        var (first, second) = (RigBrowser.Join(rig, 2), RigBrowser.Join(rig, 3));
        first.Say(65_534, Opus);
        rig.Pass(20);
        first.Say(65_535, Opus);
        rig.Pass(20);
        first.Say(0, Opus);
        rig.Worker.Close(first.Id).ShouldBeTrue();
        rig.Pass(2000);
        second.Say(7, Opus, timestamp: 123_456);
        var packets = listener.Media();
        packets.Count.ShouldBe(4);
        packets.Select(packet => packet.Number).ShouldBe([1, 2, 3, 4]);
        packets.Select(packet => packet.Header.HasMarker).ShouldBe([true, false, false, true]);
        (packets[1].Header.Timestamp - packets[0].Header.Timestamp).ShouldBe(960u);
        // The time that passed, not the newcomer's clock.
        (packets[3].Header.Timestamp - packets[2].Header.Timestamp).ShouldBeInRange(2000u * 48 - 960, 2020u * 48 + 960);
    }

    [Fact]
    public async Task People_keep_their_slots_and_the_browser_is_told()
    {
        await using var rig = RtcRig.Start();
        var listener = RigBrowser.Join(rig, 1);
        var speakers = Enumerable.Range(2, 3).Select(id => RigBrowser.Join(rig, (ulong)id)).ToList();
        ushort sequence = 0;
        for (var round = 0; round < 4; round++)
        {
            sequence++;
            foreach (var speaker in round % 2 == 0 ? speakers : Enumerable.Reverse(speakers)) speaker.Say(sequence, [(byte)speaker.Id.Value, 0, 0, 0]);
            rig.Pass(20);
        }

        var bySlot = listener.Media().GroupBy(packet => packet.Header.Ssrc).ToList();
        bySlot.Count.ShouldBe(3);
        bySlot.ShouldAllBe(slot => slot.Select(packet => packet.Payload[0]).Distinct().Count() == 1);
        await rig.Listener.Hears("1 slots 5");
    }

    [Fact]
    public async Task What_the_server_leaves_out_makes_no_gap_and_what_was_lost_does()
    {
        await using var rig = RtcRig.Start();
        var (speaker, listener) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2));
        ushort sequence = 0;
        for (var index = 0; index < 40; index++)
        {
            speaker.Say(++sequence, Opus, level: AudioFrame.SilentLevel);
            rig.Pass(20);
        }

        var silent = listener.Media();
        silent.Count.ShouldBeLessThan(30, "silence is left out");
        for (var index = 1; index < silent.Count; index++) (silent[index].Number - silent[index - 1].Number).ShouldBe(1UL);
        speaker.Say(++sequence, Opus);
        sequence += 2;
        speaker.Say(++sequence, Opus);
        var spoken = listener.Media();
        (spoken[1].Number - spoken[0].Number).ShouldBe(3UL);
    }

    [Fact]
    public async Task The_screens_sound_goes_to_those_who_see_the_screen()
    {
        await using var rig = RtcRig.Start();
        var (owner, watcher, other) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2), RigBrowser.Join(rig, 3));
        watcher.Want(new RtcWant(owner.User, SlotKind.Screen, 720));
        owner.Say(1, Opus, isScreen: true);
        owner.Say(2, Opus, isScreen: true);
        watcher.Media().Count.ShouldBe(2);
        other.Media().ShouldBeEmpty();
        watcher.Want();
        owner.Say(3, Opus, isScreen: true);
        watcher.Media().ShouldBeEmpty();
    }

    [Fact]
    public void A_number_is_given_once_whatever_a_speaker_sends()
    {
        var random = new Random(21);
        for (var run = 0; run < 200; run++)
        {
            var slot = new AudioSlot(new RtcSection("0", false));
            var given = new HashSet<ulong>();
            ushort sequence = (ushort)random.Next(65_536), withheld = 0;
            for (var packet = 0; packet < 500; packet++)
            {
                sequence += (ushort)random.Next(-5, 8);
                if (random.Next(10) == 0) withheld += (ushort)random.Next(4);
                if (random.Next(60) == 0) slot.Show(null, SlotKind.Audio);
                if (random.Next(60) == 0) sequence = (ushort)random.Next(65_536);
                if (slot.TryNumber(sequence, withheld, sequence * 960u, packet * 20, out var number, out _, out _)) given.Add(number).ShouldBeTrue("the same number for two packets");
            }

            given.Count.ShouldBeGreaterThan(100);
        }
    }

    [Fact]
    public async Task Forwarding_sound_between_browsers_allocates_nothing()
    {
        await using var rig = RtcRig.Start();
        for (ulong id = 101; id < 112; id++) RigBrowser.Join(rig, id);
        var bot = rig.Join();
        var packets = Enumerable.Range(0, 180).Select(_ => bot.Say(Opus)).ToList();
        foreach (var packet in packets.Take(80)) rig.Receive(packet, bot.Address);
        rig.Port.Sent.Clear();
        rig.Port.IsCounting = true;
        var sent = rig.Port.SentCount;
        Allocations.Least(5, pass =>
        {
            for (var index = 80 + (pass * 20); index < 100 + (pass * 20); index++)
            {
                rig.Worker.Handle(packets[index], bot.Address);
                rig.Worker.Flush();
            }
        }).ShouldBeLessThan(20 * 8);
        (rig.Port.SentCount - sent).ShouldBe(100 * 11);
    }
}
