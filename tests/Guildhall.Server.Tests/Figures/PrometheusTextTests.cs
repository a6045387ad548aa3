using Guildhall.Server.Figures;

namespace Guildhall.Server.Tests.Figures;

public sealed class PrometheusTextTests
{
    [Theory]
    [InlineData("guildhall.gateway.sent_bytes", "By", FigureKind.Counter, "guildhall_gateway_sent_bytes_total")]
    [InlineData("guildhall.stage.duration", "s", FigureKind.Histogram, "guildhall_stage_duration_seconds")]
    [InlineData("dotnet.gc.pause.time", "s", FigureKind.Counter, "dotnet_gc_pause_time_seconds_total")]
    [InlineData("guildhall.actors", "", FigureKind.Gauge, "guildhall_actors")]
    public void Names_say_their_unit_and_counters_that_they_are_totals(string name, string unit, FigureKind kind, string expected) =>
        PrometheusText.NameOf(new Figure(name, "", unit, kind, [])).ShouldBe(expected);

    [Fact]
    public void Labels_and_descriptions_cannot_break_out_of_their_line() =>
        PrometheusText.Write([new Figure("a", "first\nsecond \\", "", FigureKind.Gauge, [new FigurePoint([new("b.c", "say \"x\"\n\\")], 1.5)])])
            .ShouldBe("# HELP a first\\nsecond \\\\\n# TYPE a gauge\na{b_c=\"say \\\"x\\\"\\n\\\\\"} 1.5\n");

    [Fact]
    public void Buckets_count_everything_below_their_bound() =>
        PrometheusText.Write([new Figure("t", "", "s", FigureKind.Histogram, [new FigurePoint([new("stage", "edge")], 0.75, [(0.1, 2), (0.5, 3), (double.PositiveInfinity, 1)])])])
            .ShouldBe("""
                # TYPE t_seconds histogram
                t_seconds_bucket{stage="edge",le="0.1"} 2
                t_seconds_bucket{stage="edge",le="0.5"} 5
                t_seconds_bucket{stage="edge",le="+Inf"} 6
                t_seconds_sum{stage="edge"} 0.75
                t_seconds_count{stage="edge"} 6

                """);
}
