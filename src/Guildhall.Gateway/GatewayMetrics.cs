using System.Diagnostics.Metrics;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Connections;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway;

/// <summary>What the gateway of this node counts, also published as the meter "Guildhall.Gateway".</summary>
public sealed class GatewayMetrics : IDisposable
{
    private readonly ShardCounters[] _counters;
    private readonly PrivateStreams _streams;
    private readonly IdentifyGate _gate;
    private readonly Meter _meter = new("Guildhall.Gateway");

    internal GatewayMetrics(SessionShard[] shards, PrivateStreams streams, IdentifyGate gate)
    {
        (_streams, _gate) = (streams, gate);
        _counters = [.. shards.Select(shard => shard.Counters)];
        _meter.CreateObservableGauge("guildhall.gateway.sessions", () => Sessions, description: "Sessions, with and without a socket");
        _meter.CreateObservableGauge("guildhall.gateway.sockets", () => Sockets, description: "Sessions with a socket");
        _meter.CreateObservableGauge("guildhall.gateway.waiting", () => Waiting(shards), description: "Items in the mailbox of each shard");
        _meter.CreateObservableCounter("guildhall.gateway.deliveries", () => Deliveries, description: "Dispatches handed to sockets");
        _meter.CreateObservableCounter("guildhall.gateway.sent_bytes", () => Bytes, "By", "Bytes handed to sockets");
        _meter.CreateObservableCounter("guildhall.gateway.writes", () => Writes, description: "Writes of sockets; deliveries divided by these is how many events leave in one");
        _meter.CreateObservableCounter("guildhall.gateway.dropped_events", () => Dropped, description: "Typing and presence left out for sessions that were behind");
        _meter.CreateObservableCounter("guildhall.gateway.slow_readers_cut", () => SlowReadersCut, description: "Sockets cut because their reader was too far behind");
        _meter.CreateObservableCounter("guildhall.gateway.zombies_cut", () => ZombiesCut, description: "Sockets cut because no heartbeat came");
        _meter.CreateObservableCounter("guildhall.gateway.resumes", () => Resumes, description: "Sessions resumed");
        _meter.CreateObservableCounter("guildhall.gateway.quick_resumes", () => QuickResumes, description: "Of these, the ones that a loop decided by itself");
        _meter.CreateObservableCounter("guildhall.gateway.faults", () => Faults, description: "Items that a shard failed at");
        _meter.CreateObservableGauge("guildhall.gateway.private_streams", () => PrivateStreams, description: "Connections with a compressor of their own");
        _meter.CreateObservableGauge("guildhall.gateway.private_stream_bytes", () => _streams.Bytes, "By", "Memory of those compressors");
        _meter.CreateObservableGauge("guildhall.gateway.identifies_waiting", () => IdentifiesWaiting, description: "IDENTIFYs that wait for their turn");
        _meter.CreateObservableCounter("guildhall.gateway.identifies_admitted", () => IdentifiesAdmitted, description: "IDENTIFYs let in");
        _meter.CreateObservableCounter("guildhall.gateway.identifies_refused", IdentifiesRefusedFor, description: "IDENTIFYs told to come back later");
        gate.Waits = _meter.CreateHistogram<double>("guildhall.gateway.identify_wait", "s", "How long an IDENTIFY waited before it was let in");
    }

    /// <summary>Sessions, with and without a socket.</summary>
    public long Sessions => Sum(static c => Volatile.Read(ref c.Sessions));

    /// <summary>Sessions with a socket.</summary>
    public long Sockets => Sum(static c => Volatile.Read(ref c.Sockets));

    /// <summary>Dispatches handed to sockets.</summary>
    public long Deliveries => Sum(static c => Volatile.Read(ref c.Deliveries));

    /// <summary>Bytes handed to sockets, frames included.</summary>
    public long Bytes => Sum(static c => Volatile.Read(ref c.Bytes));

    /// <summary>Flushes of a socket; deliveries divided by this is how many events leave in one write.</summary>
    public long Writes => Sum(static c => Volatile.Read(ref c.Flushes));

    /// <summary>Typing and presence events left out for sessions that were behind.</summary>
    public long Dropped => Sum(static c => Volatile.Read(ref c.Dropped));

    /// <summary>Sockets cut because their reader was too far behind.</summary>
    public long SlowReadersCut => Sum(static c => Volatile.Read(ref c.CutSlowReaders));

    /// <summary>Sockets cut because no heartbeat came.</summary>
    public long ZombiesCut => Sum(static c => Volatile.Read(ref c.CutZombies));

    /// <summary>Connections that have a compressor of their own.</summary>
    public long PrivateStreams => _streams.Count;

    public long Resumes => Sum(static c => Volatile.Read(ref c.Resumed));

    /// <summary>Of these, the ones that a loop decided by itself.</summary>
    public long QuickResumes => _gate.QuickResumes;

    /// <summary>IDENTIFYs that wait for their turn.</summary>
    public long IdentifiesWaiting => _gate.Waiting;

    /// <summary>IDENTIFYs let in.</summary>
    public long IdentifiesAdmitted => _gate.Admitted;

    /// <summary>IDENTIFYs told to come back later (op 9).</summary>
    public long IdentifiesRefused => _gate.RefusedFull + _gate.RefusedLate;

    /// <summary>Items that a shard failed at; each is logged.</summary>
    public long Faults => Sum(static c => Volatile.Read(ref c.Faults));

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Waiting(SessionShard[] shards) =>
        shards.Select(shard => new Measurement<long>(shard.Waiting, new KeyValuePair<string, object?>("shard", shard.Index)));

    private IEnumerable<Measurement<long>> IdentifiesRefusedFor() =>
        [new(_gate.RefusedFull, new KeyValuePair<string, object?>("reason", "full")), new(_gate.RefusedLate, new KeyValuePair<string, object?>("reason", "late"))];

    private long Sum(Func<ShardCounters, long> of)
    {
        var sum = 0L;
        foreach (var counters in _counters) sum += of(counters);
        return sum;
    }
}
