using Guildhall.Community.Calls;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc;
using Guildhall.Voice.Rtc.Forwarding;
using Guildhall.Voice.Rtc.Packets;
using Guildhall.Voice.Tests.Media;

namespace Guildhall.Voice.Tests.Rtc;

/// <summary>Pictures: layers, numbers, repairs, key frames.</summary>
public sealed class PictureTests
{
    [Fact]
    public async Task A_picture_begins_with_a_key_frame_and_only_for_those_who_want_it()
    {
        await using var rig = RtcRig.Start();
        var (owner, viewer, other) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2), RigBrowser.Join(rig, 3));
        owner.Show("l", 10, 90, RigBrowser.Picture(5, 1, isKey: false));
        viewer.Want(new RtcWant(owner.User, SlotKind.Camera, 180));
        Plis(owner).ShouldBe(1, "a key frame is asked for");
        owner.Show("l", 11, 180, RigBrowser.Picture(6, 1, isKey: false));
        viewer.Media().ShouldBeEmpty();
        owner.Show("l", 12, 270, RigBrowser.Picture(7, 2, isKey: true));
        owner.Show("l", 13, 360, RigBrowser.Picture(8, 3, isKey: false));
        var packets = viewer.Media();
        packets.Select(packet => packet.Number).ShouldBe([1, 2]);
        packets.ShouldAllBe(packet => packet.Header.Ssrc == viewer.Slot(0, true).SlotSsrc && packet.Header.PayloadType == 96);
        other.Media().ShouldBeEmpty();
        viewer.Want(new RtcWant(owner.User, SlotKind.Camera, 0));
        owner.Show("l", 14, 450, RigBrowser.Picture(9, 4, isKey: false));
        viewer.Media().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_stream_is_not_seen()
    {
        await using var rig = RtcRig.Start();
        var (owner, viewer) = (RigBrowser.Join(rig, 1, rights: RoomRights.Speak | RoomRights.Hear), RigBrowser.Join(rig, 2));
        viewer.Want(new RtcWant(owner.User, SlotKind.Camera, 180));
        owner.Show("l", 12, 270, RigBrowser.Picture(7, 2, isKey: true));
        owner.Show("l", 13, 360, RigBrowser.Picture(8, 2, isKey: true));
        viewer.Media().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_of_layers_is_one_unbroken_stream_to_the_viewer()
    {
        await using var rig = RtcRig.Start();
        var (owner, viewer) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2));
        viewer.Want(new RtcWant(owner.User, SlotKind.Camera, 180));
        ushort low = 100, middle = 5000;
        Both(isKey: true);
        Both(isKey: true);
        for (var round = 0; round < 5; round++) Both();
        Plis(owner);
        viewer.Want(new RtcWant(owner.User, SlotKind.Camera, 360));
        Pass(400);
        Both();
        Plis(owner).ShouldBe(1, "the other layer is asked for a key frame");
        Both();
        Both(isKey: true);
        for (var round = 0; round < 5; round++) Both();
        var packets = viewer.Media();
        packets.Count.ShouldBeGreaterThan(12);
        var pictures = packets.Select(Read).ToList();
        for (var index = 1; index < packets.Count; index++)
        {
            (packets[index].Number - packets[index - 1].Number).ShouldBe(1UL);
            ((pictures[index].PictureId - pictures[index - 1].PictureId) & 0x7FFF).ShouldBe(1);
            ((byte)(pictures[index].BaseIndex - pictures[index - 1].BaseIndex)).ShouldBeLessThanOrEqualTo((byte)1);
            ((int)(packets[index].Header.Timestamp - packets[index - 1].Header.Timestamp)).ShouldBeInRange(1, 90 * 600);
        }

        packets.Last().Payload.Length.ShouldBeGreaterThan(packets.First().Payload.Length, "the middle layer's packets are larger");

        void Both(bool isKey = false)
        {
            owner.Show("l", low, low * 3000u, RigBrowser.Picture(low + 7, (byte)low, isKey, height: 180));
            owner.Show("m", middle, middle * 3000u + 777, RigBrowser.Picture(middle + 20_000, (byte)(middle + 9), isKey, height: 360, fill: 60));
            (low, middle) = ((ushort)(low + 1), (ushort)(middle + 1));
            Pass(33);
        }

        void Pass(int ms) => rig.Pass(ms);
    }

    [Fact]
    public async Task The_best_layer_that_lives_is_shown_when_the_wished_one_never_comes()
    {
        await using var rig = RtcRig.Start();
        var (owner, viewer) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2));
        viewer.Want(new RtcWant(owner.User, SlotKind.Camera, 2000));
        owner.Show("l", 1, 90, RigBrowser.Picture(1, 1, isKey: true, height: 120));
        owner.Show("m", 1, 90, RigBrowser.Picture(1, 1, isKey: true, height: 240, fill: 60));
        rig.Pass(400);
        for (ushort sequence = 2; sequence < 6; sequence++)
        {
            owner.Show("m", sequence, sequence * 90u, RigBrowser.Picture(sequence, 1, isKey: true, height: 240, fill: 60));
            rig.Pass(40);
        }

        viewer.Media().Last().Payload.Length.ShouldBe(75);
    }

    [Fact]
    public async Task A_lost_packet_comes_again_on_the_stream_of_repairs()
    {
        await using var rig = RtcRig.Start();
        var (owner, viewer) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2));
        Start(rig, owner, viewer);
        var sent = viewer.Media();
        viewer.Report(report => report.Nack(viewer.Slot(0, true).SlotSsrc, (sent[1].Header.Sequence, 0b1)));
        var repairs = viewer.Media();
        repairs.Count.ShouldBe(2);
        repairs.ShouldAllBe(repair => repair.Header.Ssrc == viewer.Slot(0, true).SlotRtxSsrc && repair.Header.PayloadType == 97);
        for (var index = 0; index < 2; index++)
        {
            var original = sent[1 + index];
            repairs[index].Payload[..2].ShouldBe([(byte)(original.Header.Sequence >> 8), (byte)original.Header.Sequence]);
            repairs[index].Payload[2..].ShouldBe(original.Payload);
            repairs[index].Header.Timestamp.ShouldBe(original.Header.Timestamp);
        }
    }

    [Fact]
    public async Task Without_a_stream_of_repairs_the_very_same_bytes_come_again()
    {
        await using var rig = RtcRig.Start();
        var offer = Offers.Offer([Offers.Audio("sendonly"), Offers.Video("recvonly", null).Replace("a=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\n", "", StringComparison.Ordinal)]);
        var (owner, viewer) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2, offer));
        Start(rig, owner, viewer);
        var sent = viewer.Media();
        rig.Pass(50);
        viewer.Take();
        viewer.Report(report => report.Nack(viewer.Slot(0, true).SlotSsrc, (sent[1].Header.Sequence, 0)));
        viewer.Media().ShouldHaveSingleItem().Wire.ShouldBe(sent[1].Wire, "one nonce must not cover two texts");
    }

    [Fact]
    public async Task Wishes_for_key_frames_are_passed_on_twice_a_second_at_most()
    {
        await using var rig = RtcRig.Start();
        var (owner, viewer) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2));
        Start(rig, owner, viewer);
        rig.Pass(600);
        Plis(owner);
        for (var wish = 0; wish < 20; wish++) viewer.Report(report => report.Pli(viewer.Slot(0, true).SlotSsrc));
        Plis(owner).ShouldBe(1);
        rig.Pass(300);
        Plis(owner).ShouldBe(0);
        rig.Pass(300);
        Plis(owner).ShouldBe(1, "the wish stands until a key frame comes");
    }

    [Fact]
    public async Task A_newcomer_to_a_screen_gets_it_from_its_last_key_frame_and_nobody_is_asked()
    {
        await using var rig = RtcRig.Start();
        var (owner, first, late) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2), RigBrowser.Join(rig, 3));
        first.Want(new RtcWant(owner.User, SlotKind.Screen, 1080));
        for (ushort sequence = 1; sequence < 8; sequence++) owner.Show("", sequence, sequence * 90u, RigBrowser.Picture(sequence, 1, isKey: sequence == 3), isScreen: true);
        first.Media().Count.ShouldBe(5);
        rig.Pass(1000);
        Plis(owner);
        late.Want(new RtcWant(owner.User, SlotKind.Screen, 1080));
        rig.Worker.Flush();
        late.Media().Select(packet => packet.Number).ShouldBe([1, 2, 3, 4, 5]);
        Plis(owner).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_browser_loses_upwards_is_asked_for_and_fills_the_gap_once()
    {
        await using var rig = RtcRig.Start();
        var (owner, viewer) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2));
        Start(rig, owner, viewer);
        viewer.Take();
        owner.Take();
        var lost = RigBrowser.Picture(31, 3, isKey: false);
        owner.Show("l", 16, 1600, RigBrowser.Picture(32, 3, isKey: false));
        rig.Pass(30);
        rig.Worker.Flush();
        var asked = owner.Take().Rtcp.SelectMany(Packets).Where(packet => packet.Kind == "nack").ShouldHaveSingleItem();
        asked.Nacks.ShouldBe([0, 15, 0, 0]);
        owner.Repeat("l", 1, 15, 1500, lost);
        owner.Repeat("l", 2, 15, 1500, lost);
        var numbers = viewer.Media().Select(packet => packet.Number).ToList();
        numbers.Count.ShouldBe(2, "the one after the gap, and the one in it, once");
        numbers[0].ShouldBe(numbers[1] + 1);
        rig.Pass(500);
        owner.Take().Rtcp.SelectMany(Packets).ShouldNotContain(packet => packet.Kind == "nack");
    }

    [Fact]
    public async Task A_thin_line_gets_the_lower_layer_at_once()
    {
        await using var rig = RtcRig.Start();
        var (owner, viewer) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2));
        viewer.Want(new RtcWant(owner.User, SlotKind.Camera, 360));
        ushort sequence = 1;
        for (var round = 0; round < 60; round++) Both(isKey: round % 10 == 0);
        viewer.Media().Last().Payload.Length.ShouldBeGreaterThan(500);
        viewer.Report(report => report.Remb(150_000));
        rig.Pass(400);
        for (var round = 0; round < 20; round++) Both(isKey: round == 10);
        viewer.Media().Last().Payload.Length.ShouldBeLessThan(200);

        void Both(bool isKey)
        {
            owner.Show("l", sequence, sequence * 3000u, RigBrowser.Picture(sequence, (byte)sequence, isKey, height: 180, fill: 100));
            owner.Show("m", sequence, sequence * 3000u, RigBrowser.Picture(sequence, (byte)sequence, isKey, height: 360, fill: 1000));
            sequence++;
            rig.Pass(33);
        }
    }

    [Fact]
    public async Task A_browser_is_told_which_packets_came_and_how_our_clocks_stand()
    {
        await using var rig = RtcRig.Start();
        var (owner, viewer) = (RigBrowser.Join(rig, 1), RigBrowser.Join(rig, 2));
        Start(rig, owner, viewer);
        for (var tick = 0; tick < 70; tick++) rig.Pass(20);
        rig.Worker.Flush();
        owner.Take().Rtcp.SelectMany(Packets).Select(packet => packet.Kind).ShouldContain("feedback");
        var reports = viewer.Take().Rtcp.SelectMany(Packets).Where(packet => packet.Kind == "sender").ToList();
        reports.ShouldContain(packet => packet.Sender == viewer.Slot(0, true).SlotSsrc);
    }

    [Fact]
    public void A_number_of_a_slot_is_given_to_one_packet_alone()
    {
        var random = new Random(31);
        var section = new RtcSection("1", true) { Rids = ["l", "m"], Sends = SlotKind.Camera };
        for (var run = 0; run < 100; run++)
        {
            var source = new VideoSource(null!, section, SlotKind.Camera);
            var slot = new VideoSlot(null!, section);
            slot.Show(source);
            var given = new HashSet<ulong>();
            ulong[] heads = [(ulong)random.Next(1, 70_000), (ulong)random.Next(1, 70_000)];
            for (var packet = 0; packet < 400; packet++)
            {
                var layer = source.Layers[random.Next(2)];
                if (random.Next(30) == 0) slot.Target = source.Layers[random.Next(2)];
                if (random.Next(50) == 0) slot.Pause();
                if (random.Next(80) == 0) slot.Show(source);
                var number = heads[layer.Index] += (ulong)random.Next(1, 4);
                Vp8Descriptor.TryRead(RigBrowser.Picture((int)number & 0x7FFF, (byte)number, random.Next(8) == 0), out var descriptor);
                if (slot.TryNumber(layer, number, (uint)number * 90, descriptor.IsKeyFrame, descriptor, true, packet * 10, 0, out var sent)) given.Add(sent.Number).ShouldBeTrue();
            }
        }
    }

    private static void Start(WorkerRig rig, RigBrowser owner, RigBrowser viewer)
    {
        viewer.Want(new RtcWant(owner.User, SlotKind.Camera, 180));
        for (ushort sequence = 10; sequence < 15; sequence++)
        {
            owner.Show("l", sequence, sequence * 100u, RigBrowser.Picture(sequence, 1, isKey: sequence is 10 or 11));
            rig.Pass(1);
        }
    }

    private static Vp8Descriptor Read(RigBrowser.Packet packet)
    {
        Vp8Descriptor.TryRead(packet.Payload, out var descriptor).ShouldBeTrue();
        return descriptor;
    }

    private static int Plis(RigBrowser browser) => browser.Take().Rtcp.SelectMany(Packets).Count(packet => packet.Kind == "pli");

    private static List<(string Kind, uint Sender, byte[] Nacks)> Packets(byte[] compound)
    {
        var packets = new List<(string, uint, byte[])>();
        var reader = new RtcpReader(compound);
        while (reader.TryNext(out var packet))
        {
            var kind = packet.IsPli ? "pli" : packet.IsNack ? "nack" : packet.IsTransportWide ? "feedback" : packet.Kind == RtcpKind.SenderReport ? "sender" : "other";
            packets.Add((kind, packet.Sender, packet.Nacks.ToArray()));
        }

        return packets;
    }
}
