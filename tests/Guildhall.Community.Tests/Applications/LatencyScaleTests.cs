using Guildhall.Community.Applications.Usage;

namespace Guildhall.Community.Tests.Applications;

public sealed class LatencyScaleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(999)]
    [InlineData(3_000)]
    public void A_figure_is_not_lower_than_what_was_counted_and_at_most_a_fifth_higher(double ms)
    {
        var counts = new long[LatencyScale.Steps];
        counts[LatencyScale.StepOf(TimeSpan.FromMilliseconds(ms))]++;
        var shown = LatencyScale.Quantile(counts, 0.5).ShouldNotBeNull();
        shown.ShouldBeInRange(Math.Max(1, ms) - 0.05, (Math.Max(1, ms) * 1.2) + 0.05);
    }

    [Fact]
    public void The_tail_is_told_from_the_middle()
    {
        var counts = new long[LatencyScale.Steps];
        counts[LatencyScale.StepOf(TimeSpan.FromMilliseconds(8))] = 90;
        counts[LatencyScale.StepOf(TimeSpan.FromMilliseconds(1_000))] = 10;
        LatencyScale.Quantile(counts, 0.5).ShouldBe(8);
        LatencyScale.Quantile(counts, 0.95)!.Value.ShouldBeInRange(1_000, 1_100);
        LatencyScale.Quantile(new long[LatencyScale.Steps], 0.5).ShouldBeNull();
        LatencyScale.StepOf(TimeSpan.FromHours(1)).ShouldBe(LatencyScale.Steps - 1);
    }
}
