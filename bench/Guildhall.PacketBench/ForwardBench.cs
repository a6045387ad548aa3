using System.Diagnostics;
using Guildhall.Voice.Crypto;
using Guildhall.Voice.Media;
using Microsoft.Extensions.Logging.Abstractions;

namespace Guildhall.PacketBench;

/// <summary>
/// Bots in one room over real sockets on the loopback: processor time of the worker's thread for each packet it forwards, sealed anew for each
/// receiver. The receivers' sockets are not read, so what the kernel does to deliver is in it, and what a reader costs is not.
/// </summary>
internal static class ForwardBench
{
    private const int Payload = 160;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    private enum Path
    {
        Batched,
        Portable,
    }

    public static async Task Run(Action<FormattableString> row)
    {
        row($"| forwarding between bots | offered | forwarded | CPU a packet | of a core | dropped by the system |");
        row($"| --- | --- | --- | --- | --- | --- |");
        foreach (var (mode, ciphers, path) in ((TransportMode, CipherChoice, Path)[])
            [
                (TransportMode.AesGcm, CipherChoice.Evp, Path.Batched),
                (TransportMode.AesGcm, CipherChoice.Own, Path.Batched),
                (TransportMode.AesGcm, CipherChoice.Runtime, Path.Batched),
                (TransportMode.XChaCha, CipherChoice.Evp, Path.Batched),
                (TransportMode.AesGcm, CipherChoice.Evp, Path.Portable),
            ])
        {
            var name = mode == TransportMode.XChaCha ? "XChaCha20" : $"AES-256-GCM {ciphers}";
            await Measure(row, $"4 to 50, {name}, {path}", 4, 50, 40_000, mode, ciphers, path);
            await Measure(row, $"4 to 50, {name}, {path}", 4, 50, 160_000, mode, ciphers, path);
            await Measure(row, $"4 to 50, {name}, {path}", 4, 50, 600_000, mode, ciphers, path);
        }
    }

    public static async Task Stage(Action<FormattableString> row)
    {
        await Measure(row, "stage, 2 to 1,000 at 50/s each", 2, 1000, 100_000, TransportMode.AesGcm, CipherChoice.Evp, Path.Batched);
        await Measure(row, "stage, 2 to 1,000, as much as goes", 2, 1000, 1_000_000, TransportMode.AesGcm, CipherChoice.Evp, Path.Batched);
    }

    private static async Task Measure(
        Action<FormattableString> row, string name, int speakers, int listeners, int packetsOutPerSecond, TransportMode mode, CipherChoice ciphers, Path path)
    {
        var options = new MediaWorkerOptions
        {
            Ciphers = ciphers,
            IsPortable = path == Path.Portable,
            SenderPacketsPerSecond = 1_000_000,
            SenderBytesPerSecond = 1_000_000_000,
        };
        await using var worker = new MediaWorker(options, new Deaf(), TimeProvider.System, NullLogger<MediaWorker>.Instance);
        var bots = new List<BenchBot>();
        try
        {
            for (var index = 0; index < speakers + listeners; index++) bots.Add(await BenchBot.Join(worker, index + 1, index < speakers, mode));
            await Task.Delay(200);
            var receivers = listeners;
            var (before, dropped, cpu) = (worker.Figures.PacketsOut, Dropped(worker), worker.Figures.CpuNs);
            var wall = Stopwatch.StartNew();
            var offered = Send(bots.GetRange(0, speakers), (double)packetsOutPerSecond / receivers, receivers);
            await Drained(worker);
            var (sent, cpuNs) = (worker.Figures.PacketsOut - before, worker.Figures.CpuNs - cpu);
            var share = cpuNs / wall.Elapsed.TotalNanoseconds;
            row($"| {name} | {offered / Length.TotalSeconds:N0}/s | {sent / Length.TotalSeconds:N0}/s | {cpuNs / 1000.0 / Math.Max(1, sent):F2} µs | {share:P0} | {Dropped(worker) - dropped:N0} |");
        }
        finally
        {
            foreach (var bot in bots) bot.Dispose();
        }
    }

    // Until nothing leaves any more, so that what waited in a queue is not taken for lost.
    private static async Task Drained(MediaWorker worker)
    {
        long before;
        do
        {
            before = worker.Figures.PacketsOut;
            await Task.Delay(200);
        }
        while (worker.Figures.PacketsOut != before);
    }

    private static long Dropped(MediaWorker worker) => worker.Figures.Overflowed + worker.Figures.Dropped(DropReason.Unsent);

    // Packets of all speakers, spread evenly over the time; returns what should come of them.
    private static double Send(List<BenchBot> speakers, double packetsPerSecond, int receivers)
    {
        var clock = Stopwatch.StartNew();
        var sent = 0L;
        while (clock.Elapsed < Length)
        {
            for (var due = (long)(clock.Elapsed.TotalSeconds * packetsPerSecond); sent < due; sent++) speakers[(int)(sent % speakers.Count)].Say(Payload);
            Thread.SpinWait(200);
        }

        return (double)sent * receivers;
    }

    private sealed class Deaf : IMediaListener
    {
        public void Reached(PeerId peer, System.Net.IPEndPoint address)
        {
            // Known already.
        }

        public void Spoke(PeerId peer, bool isSpeaking)
        {
            // All do, all the time.
        }

        public void Lost(PeerId peer)
        {
            // Listeners say nothing.
        }

        public void Measured(PeerId peer, PeerQuality quality)
        {
            // Measured here.
        }

        public void Slotted(PeerId peer, IReadOnlyList<SlotContent> slots)
        {
            // There are no browsers.
        }
    }
}
