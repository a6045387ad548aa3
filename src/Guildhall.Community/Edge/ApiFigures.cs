using System.Diagnostics.Metrics;

namespace Guildhall.Community.Edge;

/// <summary>What the API counts: requests under way, and how long each took by the class of its answer.</summary>
public static class ApiFigures
{
    private static readonly Meter Meter = new("Guildhall.Api");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "guildhall.api.request.duration", "s", "A request from its arrival to its answer, by the class of the answer; 429 is a class of its own");

    private static readonly KeyValuePair<string, object?>[] Classes =
        [new("status", "1xx"), new("status", "2xx"), new("status", "3xx"), new("status", "4xx"), new("status", "5xx")];

    private static readonly KeyValuePair<string, object?> TooMany = new("status", "429");

    private static long _underWay;

    /// <summary>Requests that have no answer yet.</summary>
    public static long UnderWay => Interlocked.Read(ref _underWay);

    internal static void Began() => Interlocked.Increment(ref _underWay);

    internal static void Ended(TimeSpan took, int status)
    {
        Interlocked.Decrement(ref _underWay);
        if (Durations.Enabled) Durations.Record(took.TotalSeconds, status == 429 ? TooMany : Classes[Math.Clamp(status / 100, 1, 5) - 1]);
    }
}
