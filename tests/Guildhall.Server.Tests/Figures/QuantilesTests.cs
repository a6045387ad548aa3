using Guildhall.Server.Figures;

namespace Guildhall.Server.Tests.Figures;

public sealed class QuantilesTests
{
    private static readonly (double, long)[] Later = [(0.1, 10), (0.2, 20), (0.4, 60), (double.PositiveInfinity, 12)];

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.05, 0.05)]
    [InlineData(0.1, 0.1)]
    [InlineData(0.2, 0.15)]
    [InlineData(0.9, 0.4)]
    [InlineData(1.0, 0.4)]
    public void A_part_lies_between_the_bounds_of_its_bucket(double part, double expected) =>
        Quantiles.Between([], [(0.1, 10), (0.2, 20), (0.4, 60), (double.PositiveInfinity, 10)], part).ShouldBe(expected, 1e-9);

    [Fact]
    public void Only_what_was_recorded_between_two_readings_counts() =>
        Quantiles.Between([(0.1, 10), (0.2, 10), (0.4, 60), (double.PositiveInfinity, 12)], Later, 0.5).ShouldBe(0.15, 1e-9);

    [Fact]
    public void Where_nothing_was_recorded_there_is_nothing_to_say() => Quantiles.Between(Later, Later, 0.99).ShouldBe(double.NaN);
}
