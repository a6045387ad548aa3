using System.Diagnostics.Metrics;
using Guildhall.Cluster.Figures;
using Guildhall.Community;
using Guildhall.Community.Edge;
using Guildhall.Community.Exports;
using Guildhall.Community.Mail;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Server.Figures;

/// <summary>
/// The table of what the house counts besides durations: each actor host, queue and cache by its name. Numbers are asked for when they
/// are read; what a process does not run (--roles) is not in it. The gateway has a table of its own, <see cref="Gateway.GatewayMetrics"/>.
/// </summary>
internal sealed class HouseFigures : IDisposable
{
    private readonly Meter _meter = new(Stage.MeterPrefix + "House");
    private readonly GcPauses _pauses;

    public HouseFigures(IServiceProvider house)
    {
        _pauses = new GcPauses(_meter);
        _meter.CreateObservableUpDownCounter("guildhall.api.requests.under_way", () => ApiFigures.UnderWay, description: "Requests without an answer yet");
        if (house.GetService<CommunityActors>() is { } actors) Actors(actors, house);
        if (house.GetService<SqliteStore>() is { } store) Store(store.Figures);
    }

    public void Dispose()
    {
        _pauses.Dispose();
        _meter.Dispose();
    }

    private void Actors(CommunityActors actors, IServiceProvider house)
    {
        (string, Func<int> Count, ActorFigures Figures)[] hosts =
        [
            (actors.GuildHost.Figures.Actor, () => actors.GuildHost.ActiveCount, actors.GuildHost.Figures),
            (actors.UserHost.Figures.Actor, () => actors.UserHost.ActiveCount, actors.UserHost.Figures),
        ];
        Gauges("guildhall.actors", "actor", "Actors in memory", [.. hosts.Select(host => (host.Item1, (Func<long>)(() => host.Count())))]);
        Gauges("guildhall.actor.waiting", "actor", "Messages in mailboxes", [.. hosts.Select(host => (host.Item1, (Func<long>)(() => host.Figures.Waiting)))]);
        Counters("guildhall.actor.messages", "actor", "Messages handled", [.. hosts.Select(host => (host.Item1, (Func<long>)(() => host.Figures.Handled)))]);
        Counters("guildhall.actor.crashes", "actor", "Actors that failed and started again from the store", [.. hosts.Select(host => (host.Item1, (Func<long>)(() => host.Figures.Crashes)))]);

        Counters("guildhall.actor.forced", "actor", "Messages of other actors that went into a mailbox without room", [.. hosts.Select(host => (host.Item1, (Func<long>)(() => host.Figures.Forced)))]);

        List<(string, Func<long>)> waiting =
        [
            ("interactions", () => actors.Outbox.Count),
            ("removed_files", () => actors.RemovedFiles.Count),
        ];
        if (house.GetService<MailQueue>() is { } mail) waiting.Add(("mail", () => mail.Count));
        if (house.GetService<ExportJobs>() is { } exports) waiting.Add(("exports", () => exports.CountWaiting));
        if (house.GetService<SqliteStore>() is { Figures: var store })
        {
            waiting.Add(("store_writes", () => store.WritesWaiting));
            waiting.Add(("store_reads", () => store.ReadsWaiting));
        }

        Gauges("guildhall.queue.length", "queue", "What waits in a queue", waiting);

        List<(string, Func<long>)> sizes = [("profiles", () => actors.Directory.Count), ("channels", () => actors.Guilds.Channels.Count)];
        if (house.GetService<RateLimiter>() is { } limits) sizes.Add(("rate_limits", () => limits.Count));
        if (house.GetService<TokenAuthenticator>() is { } tokens)
        {
            sizes.Add(("tokens", () => tokens.Count));
            Counters("guildhall.reads.hits", "kind", "Reads answered from memory.", [("token", () => tokens.Figures.Hits)]);
            Counters("guildhall.reads.misses", "kind", "Reads made anew or asked of a store.", [("token", () => tokens.Figures.Misses)]);
        }

        Gauges("guildhall.cache.entries", "cache", "Entries of a memory", sizes);
    }

    private void Store(StoreFigures store)
    {
        _meter.CreateObservableCounter("guildhall.store.transactions", () => store.TransactionCount, description: "Transactions committed");
        _meter.CreateObservableCounter("guildhall.store.writes", () => store.WriteCount, description: "Writes in them");
        _meter.CreateObservableCounter("guildhall.store.failed_writes", () => store.FailedWrites, description: "Writes that were not stored");
        _meter.CreateObservableCounter("guildhall.store.reads", () => store.ReadCount, description: "Reads made");
        _meter.CreateObservableGauge("guildhall.store.log_pages", () => store.LogPages, description: "Pages of 4 KiB written since the write-ahead log last started over");
    }

    private void Gauges(string name, string label, string description, IReadOnlyList<(string Name, Func<long> Value)> of) =>
        _meter.CreateObservableGauge(name, () => Measured(label, of), description: description);

    private void Counters(string name, string label, string description, IReadOnlyList<(string Name, Func<long> Value)> of) =>
        _meter.CreateObservableCounter(name, () => Measured(label, of), description: description);

    private static IEnumerable<Measurement<long>> Measured(string label, IReadOnlyList<(string Name, Func<long> Value)> of) =>
        of.Select(one => new Measurement<long>(one.Value(), new KeyValuePair<string, object?>(label, one.Name)));
}
