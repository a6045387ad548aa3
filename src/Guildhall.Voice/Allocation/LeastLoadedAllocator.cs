namespace Guildhall.Voice.Allocation;

/// <summary>
/// The worker of the region (any, when the region has none) with the most head-room: the share of its packets and of its processor that is
/// left. Among workers that are about equally busy the channel's number decides, so that rooms spread and a room finds the same one again.
/// </summary>
public sealed class LeastLoadedAllocator : IRoomAllocator
{
    /// <summary>Packets a second that a worker sends before it gets no more rooms.</summary>
    public const long PacketsPerSecond = 200_000;

    /// <summary>Share of a processor that a worker uses before it gets no more rooms.</summary>
    public const double CpuShare = 0.85;

    // Loads this close are equal: figures are of the last second, and a room begins with nobody.
    private const double Close = 0.1;

    public VoiceWorker? Choose(RoomRequest room, IReadOnlyList<VoiceWorker> alive)
    {
        var able = alive.Where(worker => worker.Number != room.Avoid && Used(worker) < 1).ToList();
        if (able.Count == 0) able = [.. alive.Where(worker => Used(worker) < 1)];
        if (able.Count == 0) return null;
        if (able.Exists(worker => worker.Region == room.Region)) able.RemoveAll(worker => worker.Region != room.Region);
        var least = able.Min(Used);
        return able.Where(worker => Used(worker) <= least + Close).MaxBy(worker => Weight(worker, room.Channel));
    }

    private static double Used(VoiceWorker worker)
    {
        var load = worker.Media.Load;
        return Math.Max((double)load.PacketsOut / PacketsPerSecond, load.CpuShare / CpuShare);
    }

    // Rendezvous hashing: a worker that comes or goes moves only its own rooms.
    private static ulong Weight(VoiceWorker worker, ChannelId channel)
    {
        var mixed = channel.Number + ((ulong)worker.Number * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
