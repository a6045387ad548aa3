using Guildhall.Voice.Rtc.Forwarding;
using Guildhall.Voice.Rtc.Packets;

namespace Guildhall.Voice.Tests.Rtc;

public sealed class EstimateTests
{
    [Fact]
    public void Without_loss_it_grows_and_never_beyond_twice_what_is_sent()
    {
        var estimate = new BandwidthEstimate();
        var before = estimate.BitsPerSecond;
        for (var now = 1000L; now < 120_000; now += 300) estimate.Tick(3_000_000, now);
        estimate.BitsPerSecond.ShouldBeGreaterThan(before);
        estimate.BitsPerSecond.ShouldBeLessThanOrEqualTo(6_000_000);
    }

    [Fact]
    public void Much_loss_cuts_it_and_a_little_only_stops_it()
    {
        var estimate = new BandwidthEstimate();
        estimate.TakeLoss(0.05, 2_000_000, 1000);
        var before = estimate.BitsPerSecond;
        estimate.TakeLoss(0.4, 2_000_000, 2000);
        estimate.BitsPerSecond.ShouldBe(1_600_000);
        before.ShouldBeGreaterThan(2_000_000);
    }

    [Fact]
    public void A_receiver_whose_estimate_falls_below_what_is_sent_is_believed()
    {
        var estimate = new BandwidthEstimate();
        estimate.TakeRemb(900_000, 1_500_000, 1000);
        estimate.BitsPerSecond.ShouldBe(900_000);
        estimate.Tick(900_000, 2500);
        estimate.BitsPerSecond.ShouldBe(900_000, "nothing grows for two seconds after a cut");
        for (var now = 3000L; now < 60_000; now += 300) estimate.Tick(900_000, now);
        estimate.BitsPerSecond.ShouldBeGreaterThan(1_700_000);
    }

    [Fact]
    public void A_receiver_that_merely_sees_little_says_nothing_of_its_line()
    {
        var estimate = new BandwidthEstimate();
        var before = estimate.BitsPerSecond;
        estimate.TakeRemb(250_000, 150_000, 1000);
        estimate.BitsPerSecond.ShouldBe(before);
    }

    [Fact]
    public void It_stays_between_its_bounds_whatever_is_reported()
    {
        var random = new Random(41);
        var estimate = new BandwidthEstimate();
        for (var now = 0L; now < 1_000_000; now += 100)
        {
            estimate.TakeLoss(random.NextDouble(), random.NextInt64(0, 50_000_000), now);
            estimate.TakeRemb(random.NextInt64(0, long.MaxValue >> 8), random.NextInt64(0, 50_000_000), now);
            estimate.Tick(random.NextInt64(0, 50_000_000), now);
            estimate.BitsPerSecond.ShouldBeInRange(BandwidthEstimate.Least, BandwidthEstimate.Most);
        }
    }

    [Fact]
    public void Missing_packets_are_asked_for_a_few_times_and_then_given_up()
    {
        var missing = new MissingPackets();
        foreach (var number in new ulong[] { 10, 11, 14, 31, 13 }) missing.Take(number).ShouldBeFalse();
        Span<ulong> due = stackalloc ulong[RtcLimits.MissingPackets];
        var count = missing.Due(0, 100, due);
        count.ShouldBe(17);
        (due[0], due[1], due[16]).ShouldBe((12UL, 15UL, 30UL));
        Span<(ushort First, ushort Mask)> pairs = stackalloc (ushort, ushort)[8];
        MissingPackets.Pack(due[..count], pairs).ShouldBe(2);
        pairs[0].ShouldBe(((ushort)12, (ushort)0b1111_1111_1111_1100));
        missing.Due(50, 100, due).ShouldBe(0, "not yet again");
        for (var round = 1; round <= RtcLimits.MissingTries + 2; round++) missing.Due(round * 100, 100, due);
        missing.Count.ShouldBe(0);
    }

    [Fact]
    public void A_gap_too_large_to_fill_is_a_new_beginning()
    {
        var missing = new MissingPackets();
        missing.Take(10);
        missing.Take(10 + RtcLimits.LargestGap + 2).ShouldBeTrue();
        missing.Count.ShouldBe(0);
        missing.Take(10 + RtcLimits.LargestGap + 3).ShouldBeFalse();
    }

    [Fact]
    public void A_report_counts_what_was_expected_and_what_came()
    {
        var statistics = new StreamStatistics(90_000);
        for (var number = 100ul; number < 200; number++)
        {
            if (number % 10 != 5) statistics.Take(number, (uint)number * 900, 100, (long)number * 10, false);
        }

        var block = statistics.Report(7, 3000);
        block.Lost.ShouldBe(10);
        ((int)block.FractionLost).ShouldBeInRange(24, 27);
        block.Highest.ShouldBe(199u);
        block.Jitter.ShouldBeLessThan(90u);
        statistics.TakeLoss().ShouldBe((100L, 10L));
        statistics.TakeLoss().ShouldBe((0L, 0L));
    }

    [Fact]
    public void Arrivals_are_told_once_each()
    {
        var log = new ArrivalLog();
        foreach (ushort number in new ushort[] { 65_534, 65_535, 1, 0 }) log.Take(number, 1000 + number);
        Tell(log, out var first).ShouldBe(4);
        first.ShouldBe((ushort)65_534);
        log.HasNews.ShouldBeFalse();
        log.Take(3, 90_000);
        Tell(log, out first).ShouldBe(2);
        first.ShouldBe((ushort)2);
        // Far ahead: a new beginning.
        log.Take(30_000, 95_000);
        Tell(log, out first).ShouldBe(1);
        first.ShouldBe((ushort)30_000);

        static int Tell(ArrivalLog log, out ushort first)
        {
            var buffer = new byte[1400];
            var writer = new RtcpWriter(buffer);
            log.Tell(ref writer, 1, 2);
            new RtcpReader(buffer.AsSpan(0, writer.Length)).TryNext(out var packet).ShouldBeTrue();
            return TransportFeedback.Read(packet, new long[TransportFeedback.MaxPackets], out first);
        }
    }
}
