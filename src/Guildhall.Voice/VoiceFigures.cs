using System.Diagnostics.Metrics;
using Guildhall.Voice.Allocation;
using Guildhall.Voice.Dave;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rooms;

namespace Guildhall.Voice;

/// <summary>What voice counts, as the meter "Guildhall.Voice".</summary>
internal sealed class VoiceFigures : IDisposable
{
    private readonly Meter _meter = new("Guildhall.Voice");
    private readonly Histogram<double> _loss;
    private readonly Histogram<double> _jitter;
    private readonly Histogram<double> _roundTrip;
    private long _packetsIn;
    private long _packetsOut;
    private long _repaired;
    private long _migrations;

    public VoiceFigures(RoomDirectory rooms, VoiceWorkers workers, Func<int> sockets, DaveFigures dave)
    {
        _meter.CreateObservableGauge("guildhall.voice.rooms", () => rooms.Rooms, description: "Rooms in which somebody sits");
        _meter.CreateObservableGauge("guildhall.voice.members", () => rooms.Peers, description: "Connections to rooms");
        _meter.CreateObservableGauge("guildhall.voice.sockets", sockets, description: "Sockets of the voice gateway");
        _meter.CreateObservableGauge("guildhall.voice.worker_cpu", () => workers.Alive.Select(worker => Of(worker, worker.Media.Load.CpuShare)), "1", "Share of a processor that a worker uses");
        _meter.CreateObservableGauge("guildhall.voice.worker_packets", () => workers.Alive.Select(worker => Of(worker, worker.Media.Load.PacketsOut)), description: "Packets that a worker has sent in the last second");
        _meter.CreateObservableCounter("guildhall.voice.worker_dropped", () => workers.Alive.SelectMany(Drops), description: "Packets that went no further, by reason");
        _meter.CreateObservableCounter("guildhall.voice.worker_forwarded", () => workers.Alive.SelectMany(Delays), description: "Packets that left within so many microseconds of the batch they came in");
        _meter.CreateObservableCounter("guildhall.voice.packets_in", () => Volatile.Read(ref _packetsIn), description: "Packets that came from participants");
        _meter.CreateObservableCounter("guildhall.voice.packets_out", () => Volatile.Read(ref _packetsOut), description: "Packets sent to participants");
        _meter.CreateObservableCounter("guildhall.voice.repaired", () => Volatile.Read(ref _repaired), description: "Packets sent again because a participant missed them");
        _meter.CreateObservableCounter("guildhall.voice.migrations", () => Volatile.Read(ref _migrations), description: "Rooms that moved to another worker");
        Encryption(dave);
        _loss = _meter.CreateHistogram<double>("guildhall.voice.loss", "1", "Share of packets lost, for each participant and report", advice: Buckets(0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5));
        _jitter = _meter.CreateHistogram<double>("guildhall.voice.jitter", "s", "Jitter of what participants send", advice: Buckets(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5));
        _roundTrip = _meter.CreateHistogram<double>("guildhall.voice.round_trip", "s", "Round trip to participants", advice: Buckets(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1));
    }

    private void Encryption(DaveFigures dave)
    {
        _meter.CreateObservableCounter("guildhall.voice.e2ee_epochs", () => dave.Epochs, description: "Epochs of end-to-end encrypted calls");
        _meter.CreateObservableCounter("guildhall.voice.e2ee_unused_commits", () => dave.UnusedCommits, description: "Commits that came second or did not hold");
        _meter.CreateObservableCounter("guildhall.voice.e2ee_refused_key_packages", () => dave.RefusedKeyPackages, description: "Key packages that were not in order");
        _meter.CreateObservableCounter("guildhall.voice.e2ee_recoveries", () => dave.Recoveries, description: "Clients that could not use a commit and were taken out and in again");
        _meter.CreateObservableCounter("guildhall.voice.e2ee_new_groups", () => dave.NewGroups, description: "Groups that were begun anew");
        _meter.CreateObservableCounter("guildhall.voice.e2ee_downgrades", () => dave.Downgrades, description: "Calls that ceased to be end-to-end encrypted");
        _meter.CreateObservableCounter("guildhall.voice.e2ee_transitions", () => dave.Transitions, description: "Changes that the clients of a call have executed together");
        _meter.CreateObservableCounter("guildhall.voice.e2ee_transition_time", () => dave.TransitionMs / 1000.0, "s", "Time from their announcement to their execution");
    }

    public void Measured(PeerQuality quality)
    {
        Interlocked.Add(ref _packetsIn, quality.PacketsIn);
        Interlocked.Add(ref _packetsOut, quality.PacketsOut);
        Interlocked.Add(ref _repaired, quality.Repaired);
        if (!double.IsNaN(quality.LossUp)) _loss.Record(quality.LossUp, new KeyValuePair<string, object?>("direction", "up"));
        if (!double.IsNaN(quality.LossDown)) _loss.Record(quality.LossDown, new KeyValuePair<string, object?>("direction", "down"));
        if (!double.IsNaN(quality.JitterMs)) _jitter.Record(quality.JitterMs / 1000);
        if (!double.IsNaN(quality.RoundTripMs)) _roundTrip.Record(quality.RoundTripMs / 1000);
    }

    public void Migrated() => Interlocked.Increment(ref _migrations);

    public void Dispose() => _meter.Dispose();

    private static Measurement<T> Of<T>(VoiceWorker worker, T value)
        where T : struct => new(value, new KeyValuePair<string, object?>("worker", worker.Number));

    private static IEnumerable<Measurement<long>> Drops(VoiceWorker worker)
    {
        if (worker.Media.Figures is not { } figures) yield break;
        yield return Of(worker, figures.Overflowed, "reason", "overflowed");
        foreach (var reason in Enum.GetValues<DropReason>()) yield return Of(worker, figures.Dropped(reason), "reason", reason.ToString().ToLowerInvariant());
    }

    // As Prometheus counts: each bound includes what lies below it.
    private static IEnumerable<Measurement<long>> Delays(VoiceWorker worker)
    {
        if (worker.Media.Figures?.ForwardDelay.Counts is not { } counts) yield break;
        var sum = 0L;
        for (var bucket = 0; bucket < counts.Count; bucket++)
        {
            sum += counts[bucket];
            yield return Of(worker, sum, "us", bucket < DelayHistogram.BoundsUs.Count ? DelayHistogram.BoundsUs[bucket] : "any");
        }
    }

    private static Measurement<long> Of(VoiceWorker worker, long value, string name, object label) =>
        new(value, new KeyValuePair<string, object?>("worker", worker.Number), new KeyValuePair<string, object?>(name, label));

    private static InstrumentAdvice<double> Buckets(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
