using System.Globalization;
using System.Text.Json.Serialization;
using Guildhall.Community.Edge;
using Guildhall.Storage.Applications;

namespace Guildhall.Community.Applications.Usage;

/// <summary>
/// GET /applications/{application_id}/usage?days=30: what an application was used for, day by day and in all, for its owner and its bot.
/// The route is this house's own; Discord's API has none like it.
/// </summary>
public static class GetUsage
{
    private const int DaysDefault = 30;
    private const double Median = 0.5;
    private const double Tail = 0.95;

    public static void Map(ApiRoutes api) => api.Get("/applications/{application_id}/usage", Handle);

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var application = await ApplicationAccess.OfPath(request, orItsBot: true);
        var days = request.QueryInt("days", DaysDefault, 1, UsageMeter.KeptDays);
        if ((request.Failure ?? application.Failure) is { } refused) return refused;
        var meter = request.House.Usage;
        var today = meter.Today;
        var known = (await meter.Days(application.Value!.Id, today - days + 1, request.Cancel)).ToDictionary(row => row.Day);
        var all = known.Values.Aggregate(Empty(0), (sum, row) => new ApplicationUsageRow(
            row.Application,
            0,
            sum.Commands + row.Commands,
            sum.Interactions + row.Interactions,
            sum.Errors + row.Errors,
            [.. sum.Latencies.Zip(row.Latencies, (one, other) => one + other)]));
        var shown = Enumerable.Range(today - days + 1, days).Select(day => Shown(known.GetValueOrDefault(day) ?? Empty(day)));
        return ApiAnswer.Json(new UsagePayload([.. shown], Shown(all) with { Date = null }), UsageJson.Default.UsagePayload);

        ApplicationUsageRow Empty(int day) => new(application.Value!.Id, day, 0, 0, 0, new long[LatencyScale.Steps]);
    }

    private static UsageDayPayload Shown(ApplicationUsageRow row) => new(row.Commands, row.Interactions, row.Errors)
    {
        Date = DateTimeOffset.UnixEpoch.AddDays(row.Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        LatencyP50Ms = LatencyScale.Quantile(row.Latencies, Median),
        LatencyP95Ms = LatencyScale.Quantile(row.Latencies, Tail),
    };
}

/// <summary>What an application was used for: each day, the earliest first and today last, and all of them together.</summary>
public sealed record UsagePayload(IReadOnlyList<UsageDayPayload> Days, UsageDayPayload Total);

/// <summary>One day. Latencies are of first answers, in ms, null when there was none.</summary>
public sealed record UsageDayPayload(long Commands, long Interactions, long Errors)
{
    /// <summary>In UTC; absent of the total.</summary>
    public string? Date { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonPropertyName("latency_p50_ms")]
    public double? LatencyP50Ms { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonPropertyName("latency_p95_ms")]
    public double? LatencyP95Ms { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UsagePayload))]
internal sealed partial class UsageJson : JsonSerializerContext;
