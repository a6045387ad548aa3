using System.Globalization;
using Guildhall.Cluster.Figures;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Guildhall.Server.Figures;

/// <summary>
/// Reads every meter of the house and of the runtime through OpenTelemetry. Nothing is measured, and nothing costs anything, before
/// this is made; after that each instrument keeps its sums, and a reading copies them.
/// </summary>
internal sealed class FigureReader : IDisposable
{
    /// <summary>Sets of labels that one instrument may have; what comes beyond is counted together.</summary>
    public const int MostPoints = 64;

    // Two to three for each power of ten, from what a memory access takes to what nobody waits for.
    private static readonly double[] Seconds =
    [
        1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 3e-3, 4e-3, 5e-3, 7.5e-3, 1e-2, 1.5e-2, 2e-2, 3e-2, 5e-2, 0.1, 0.2, 0.5, 1, 2, 5, 10,
    ];

    private readonly Lock _gate = new();
    private readonly Keeper _keeper = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;

    public FigureReader()
    {
        _reader = new BaseExportingMetricReader(_keeper) { TemporalityPreference = MetricReaderTemporalityPreference.Cumulative };
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(Stage.MeterPrefix + "*", "System.Runtime")
            .AddView(static instrument => instrument.Unit == "s" && instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal)
                ? new ExplicitBucketHistogramConfiguration { Boundaries = Seconds, RecordMinMax = false, CardinalityLimit = MostPoints }
                : new MetricStreamConfiguration { CardinalityLimit = MostPoints })
            .AddReader(_reader)
            .Build();
    }

    /// <summary>Every figure as it is now; those of one name stand together.</summary>
    public IReadOnlyList<Figure> Read()
    {
        lock (_gate)
        {
            _keeper.Figures = [];
            _reader.Collect();
            return [.. _keeper.Figures.GroupBy(figure => figure.Name).Select(Joined)];
        }
    }

    public void Dispose() => _provider.Dispose();

    // Several servers in one process, as in tests, have an instrument each.
    private static Figure Joined(IGrouping<string, Figure> same)
    {
        var all = same.ToList();
        return all.Count == 1 ? all[0] : all[0] with { Points = [.. all.SelectMany(figure => figure.Points).DistinctBy(Identity)] };
    }

    private static string Identity(FigurePoint point) => string.Join('\n', point.Labels.Select(label => $"{label.Key}={label.Value}"));

    [ExportModes(ExportModes.Push | ExportModes.Pull)]
    private sealed class Keeper : BaseExporter<Metric>
    {
        public List<Figure> Figures { get; set; } = [];

        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
            {
                List<FigurePoint> points = [];
                foreach (ref readonly var point in metric.GetMetricPoints()) points.Add(Copy(metric, point));
                if (points.Count > 0) Figures.Add(new Figure(metric.Name, metric.Description, metric.Unit, KindOf(metric), points));
            }

            return ExportResult.Success;
        }

        private static FigureKind KindOf(Metric metric) => metric.MetricType switch
        {
            // The runtime calls them counters, though they go down as well.
            _ when metric.Name is "dotnet.thread_pool.queue.length" or "dotnet.thread_pool.thread.count" => FigureKind.Gauge,
            MetricType.LongSum or MetricType.DoubleSum => FigureKind.Counter,
            MetricType.Histogram => FigureKind.Histogram,
            _ => FigureKind.Gauge,
        };

        private static FigurePoint Copy(Metric metric, in MetricPoint point)
        {
            List<KeyValuePair<string, string>> labels = [];
            foreach (var (name, value) in point.Tags)
            {
                if (Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text) labels.Add(new(name, text));
            }

            switch (metric.MetricType)
            {
                case MetricType.LongSum or MetricType.LongSumNonMonotonic: return new(labels, point.GetSumLong());
                case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic: return new(labels, point.GetSumDouble());
                case MetricType.LongGauge: return new(labels, point.GetGaugeLastValueLong());
                case MetricType.DoubleGauge: return new(labels, point.GetGaugeLastValueDouble());
                default:
                    List<(double, long)> buckets = [];
                    foreach (var bucket in point.GetHistogramBuckets()) buckets.Add((bucket.ExplicitBound, bucket.BucketCount));
                    return new(labels, point.GetHistogramSum(), buckets);
            }
        }
    }
}
