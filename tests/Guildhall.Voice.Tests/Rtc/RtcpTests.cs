using Guildhall.Voice.Rtc.Packets;

namespace Guildhall.Voice.Tests.Rtc;

public sealed class RtcpTests
{
    [Fact]
    public void A_compound_is_read_as_it_was_written()
    {
        var buffer = new byte[600];
        var writer = new RtcpWriter(buffer);
        writer.SenderReport(7, 0x11223344_55667788, 960, 3, 480);
        writer.ReceiverReport(8, [new ReportBlock(9, 25, -3, 70_000, 11, 12, 13), new ReportBlock(10, 0, 0x7FFFFF, 1, 2, 3, 4)]);
        writer.Name(8, "guildhall"u8);
        writer.PictureLoss(8, 9);
        writer.Nack(8, 9, [(65_535, 0x8001), (20, 0)]);
        writer.Remb(8, 5_000_000, [9, 10]);
        writer.Goodbye(8);

        var reader = new RtcpReader(buffer.AsSpan(0, writer.Length));
        reader.TryNext(out var report).ShouldBeTrue();
        report.TrySenderTimes(out var ntp, out var rtp).ShouldBeTrue();
        (report.Sender, ntp, rtp).ShouldBe((7u, 0x33445566u, 960u));
        reader.TryNext(out var received).ShouldBeTrue();
        received.Reports.Length.ShouldBe(48);
        ReportBlock.Read(received.Reports).ShouldBe(new ReportBlock(9, 25, -3, 70_000, 11, 12, 13));
        ReportBlock.Read(received.Reports[24..]).Lost.ShouldBe(0x7FFFFF);
        reader.TryNext(out var name).ShouldBeTrue();
        name.Kind.ShouldBe(RtcpKind.SourceDescription);
        reader.TryNext(out var loss).ShouldBeTrue();
        (loss.IsPli, loss.Media).ShouldBe((true, 9u));
        reader.TryNext(out var nack).ShouldBeTrue();
        nack.Nacks.ToArray().ShouldBe([0xFF, 0xFF, 0x80, 0x01, 0, 20, 0, 0]);
        reader.TryNext(out var remb).ShouldBeTrue();
        remb.Remb.ShouldBeInRange(4_990_000, 5_000_000);
        reader.TryNext(out var goodbye).ShouldBeTrue();
        (goodbye.Kind, goodbye.Sender).ShouldBe((RtcpKind.Goodbye, 8u));
        reader.TryNext(out _).ShouldBeFalse();
    }

    [Fact]
    public void Transport_feedback_keeps_arrivals_to_a_quarter_of_a_millisecond()
    {
        var random = new Random(2);
        for (var round = 0; round < 500; round++)
        {
            var arrivals = new long[random.Next(1, TransportFeedback.MaxPackets + 1)];
            var at = random.NextInt64(1, 1L << 40);
            for (var index = 0; index < arrivals.Length; index++)
            {
                // Some are lost, some come late, some after a long pause.
                at += random.Next(5) == 0 ? random.Next(70_000, 2_000_000) : random.Next(0, 3_000);
                arrivals[index] = random.Next(4) == 0 && index > 0 ? 0 : Math.Max(1, at - (random.Next(10) == 0 ? 20_000 : 0));
            }

            var buffer = new byte[2048];
            var writer = new RtcpWriter(buffer);
            TransportFeedback.Write(ref writer, 1, 2, 65_500, arrivals, 9);
            new RtcpReader(buffer.AsSpan(0, writer.Length)).TryNext(out var packet).ShouldBeTrue();
            var read = new long[TransportFeedback.MaxPackets];
            TransportFeedback.Read(packet, read, out var first).ShouldBe(arrivals.Length);
            first.ShouldBe((ushort)65_500);
            long Relative(long value) => value - arrivals[0];
            for (var index = 0; index < arrivals.Length; index++)
            {
                if (arrivals[index] == 0) read[index].ShouldBe(-1);
                else Math.Abs(read[index] - read[0] - Relative(arrivals[index])).ShouldBeLessThanOrEqualTo(500);
            }
        }
    }

    [Fact]
    public void Random_and_mutilated_reports_are_read_without_harm()
    {
        var random = new Random(4);
        var buffer = new byte[600];
        var writer = new RtcpWriter(buffer);
        writer.SenderReport(7, 1, 960, 3, 480);
        writer.ReceiverReport(8, [new ReportBlock(9, 25, -3, 70_000, 11, 12, 13)]);
        writer.Nack(8, 9, [(65_535, 0x8001)]);
        writer.Remb(8, 5_000_000, [9]);
        TransportFeedback.Write(ref writer, 1, 2, 3, [5, 0, 400_000], 9);
        var good = buffer[..writer.Length];
        var arrivals = new long[TransportFeedback.MaxPackets];
        for (var round = 0; round < 50_000; round++)
        {
            var bytes = good[..random.Next(good.Length + 1)];
            for (var change = 0; change < 4 && bytes.Length > 0; change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var reader = new RtcpReader(bytes);
            var packets = 0;
            while (reader.TryNext(out var packet))
            {
                packets++;
                _ = (packet.Sender, packet.Media, packet.FirMedia, packet.Remb, packet.Nacks.Length, packet.IsPli, packet.IsFir);
                var reports = packet.Reports;
                for (; reports.Length >= ReportBlock.Bytes; reports = reports[ReportBlock.Bytes..]) ReportBlock.Read(reports);
                packet.TrySenderTimes(out _, out _);
                TransportFeedback.Read(packet, arrivals, out _).ShouldBeLessThanOrEqualTo(arrivals.Length);
            }

            packets.ShouldBeLessThanOrEqualTo(bytes.Length / 4);
        }
    }
}
