using System.Diagnostics.Metrics;

namespace Guildhall.Cluster.Figures;

/// <summary>
/// One part of a message's journey, as the histogram <c>guildhall.stage.duration</c> in seconds. While nobody listens, recording costs
/// a test; while somebody does, some tens of nanoseconds for each event, and nothing for each of its receivers.
/// </summary>
public sealed class Stage
{
    /// <summary>Every meter of the house has a name that begins with this; what does is shown by /metrics.</summary>
    public const string MeterPrefix = "Guildhall.";

    private static readonly Meter Meter = new(MeterPrefix + "Journey");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "guildhall.stage.duration", "s", "How long each stage of an event's journey took");

    private readonly KeyValuePair<string, object?> _stage;
    private readonly KeyValuePair<string, object?> _actor;

    /// <param name="name">What Prometheus sees as the label "stage".</param>
    /// <param name="actor">The kind of actor, for the stages inside one.</param>
    internal Stage(string name, string actor = "") => (_stage, _actor) = (new("stage", name), new("actor", actor));

    /// <summary>From the request's first byte read to the guild being asked: token, limits, body, files.</summary>
    public static Stage Edge { get; } = new("edge");

    /// <summary>From the relay to an event having its number in every session of a shard.</summary>
    public static Stage Shard { get; } = new("shard");

    /// <summary>From there to the write of the last of these sessions; watched for one event at a time.</summary>
    public static Stage Flush { get; } = new("flush");

    /// <summary>Takes note of a duration between two timestamps of a clock.</summary>
    public void Took(TimeProvider time, long from, long to)
    {
        if (Durations.Enabled) Durations.Record(time.GetElapsedTime(from, to).TotalSeconds, _stage, _actor);
    }
}
