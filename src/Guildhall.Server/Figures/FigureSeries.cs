namespace Guildhall.Server.Figures;

/// <summary>
/// The lines that the operator's page draws: each is computed from two readings and the seconds between them. NaN where there is
/// nothing to say, such as a duration when nothing took place.
/// </summary>
internal static class FigureSeries
{
    private const double Megabyte = 1 << 20;
    private static readonly string[] ActorStages = ["mailbox", "decide", "commit", "relay"];
    private static readonly string[] NodeStages = ["edge", "shard", "flush"];

    public delegate double Compute(Reading before, Reading now, double seconds);

    /// <summary>Every line by its name.</summary>
    public static IReadOnlyList<(string Name, Compute Value)> All { get; } =
    [
        ("sessions", Gauge("guildhall.gateway.sessions")),
        ("sockets", Gauge("guildhall.gateway.sockets")),
        ("deliveries", Rate("guildhall.gateway.deliveries")),
        ("events_per_write", (before, now, _) => Ratio(Grown(before, now, "guildhall.gateway.deliveries"), Grown(before, now, "guildhall.gateway.writes"))),
        ("sent_megabytes", (before, now, seconds) => Grown(before, now, "guildhall.gateway.sent_bytes") / Megabyte / seconds),
        .. new[] { "2xx", "4xx", "429", "5xx" }.Select(status => ($"requests_{status}", Recorded("guildhall.api.request.duration", "status", status))),
        ("requests_p50", Quantile(0.5, "guildhall.api.request.duration", "status", "2xx")),
        ("requests_p99", Quantile(0.99, "guildhall.api.request.duration", "status", "2xx")),
        .. Stages(0.5),
        .. Stages(0.99),
        ("messages", Rate("guildhall.actor.messages", "actor", "guild")),
        ("transactions", Rate("guildhall.store.transactions")),
        ("writes", Rate("guildhall.store.writes")),
        ("reads", Rate("guildhall.store.reads")),
        ("transaction_p99", Quantile(0.99, "guildhall.store.transaction.duration")),
        ("read_p99", Quantile(0.99, "guildhall.store.read.duration")),
        ("cpu", (before, now, seconds) => Grown(before, now, "dotnet.process.cpu.time") / seconds * 100),
        ("memory_megabytes", (_, now, _) => now.Sum("dotnet.process.memory.working_set") / Megabyte),
        ("heap_megabytes", (_, now, _) => now.Sum("dotnet.gc.last_collection.heap.size") / Megabyte),
        ("gc_percent", (before, now, seconds) => Grown(before, now, "dotnet.gc.pause.time") / seconds * 100),
        ("gc_longest", Quantile(1, "guildhall.gc.pause.duration")),
        ("waiting_guild", Gauge("guildhall.actor.waiting", "actor", "guild")),
        ("waiting_user", Gauge("guildhall.actor.waiting", "actor", "user")),
        ("waiting_shards", Gauge("guildhall.gateway.waiting")),
        ("waiting_writes", Gauge("guildhall.queue.length", "queue", "store_writes")),
        ("waiting_reads", Gauge("guildhall.queue.length", "queue", "store_reads")),
        ("waiting_pool", Gauge("dotnet.thread_pool.queue.length")),
        ("waiting_identifies", Gauge("guildhall.gateway.identifies_waiting")),
        ("identifies", Rate("guildhall.gateway.identifies_admitted")),
        ("identifies_refused", Rate("guildhall.gateway.identifies_refused")),
        ("resumes", Rate("guildhall.gateway.resumes")),
        ("identify_wait_p50", Quantile(0.5, "guildhall.gateway.identify_wait")),
        ("identify_wait_p99", Quantile(0.99, "guildhall.gateway.identify_wait")),
        ("dropped", Rate("guildhall.gateway.dropped_events")),
        ("slow_readers", Rate("guildhall.gateway.slow_readers_cut")),
        ("zombies", Rate("guildhall.gateway.zombies_cut")),
        ("crashes", Rate("guildhall.actor.crashes")),
        ("faults", Rate("guildhall.gateway.faults")),
    ];

    private static IEnumerable<(string, Compute)> Stages(double part)
    {
        var end = part == 0.5 ? "p50" : "p99";
        foreach (var stage in NodeStages) yield return ($"stage_{stage}_{end}", Quantile(part, "guildhall.stage.duration", "stage", stage));
        foreach (var stage in ActorStages) yield return ($"stage_{stage}_{end}", Quantile(part, "guildhall.stage.duration", "stage", stage, "guild"));
    }

    private static Compute Gauge(string name, string label = "", string value = "") => (_, now, _) => now.Sum(name, label, value);

    private static Compute Rate(string name, string label = "", string value = "") =>
        (before, now, seconds) => Grown(before, now, name, label, value) / seconds;

    private static Compute Recorded(string name, string label, string value) =>
        (before, now, seconds) => Math.Max(0, now.CountOf(name, label, value) - before.CountOf(name, label, value)) / seconds;

    // In milliseconds.
    private static Compute Quantile(double part, string name, string label = "", string value = "", string actor = "") =>
        (before, now, _) => Quantiles.Between(before.Histogram(name, label, value, actor), now.Histogram(name, label, value, actor), part) * 1_000;

    private static double Grown(Reading before, Reading now, string name, string label = "", string value = "") =>
        Math.Max(0, now.Sum(name, label, value) - before.Sum(name, label, value));

    private static double Ratio(double above, double below) => below > 0 ? above / below : double.NaN;
}
