namespace Guildhall.Voice.Media;

/// <summary>What a worker has counted since its start. Written by its thread, read by any.</summary>
public sealed class WorkerFigures
{
    private readonly long[] _dropped = new long[Enum.GetValues<DropReason>().Length];
    private long _packetsIn;
    private long _packetsOut;
    private long _bytesIn;
    private long _bytesOut;
    private long _overflowed;
    private long _eventsLost;
    private long _cpuNs;

    public long PacketsIn => Volatile.Read(ref _packetsIn);

    public long PacketsOut => Volatile.Read(ref _packetsOut);

    public long BytesIn => Volatile.Read(ref _bytesIn);

    public long BytesOut => Volatile.Read(ref _bytesOut);

    /// <summary>Datagrams that the system dropped before the worker saw them.</summary>
    public long Overflowed => Volatile.Read(ref _overflowed);

    /// <summary>Events that found the listener's queue full.</summary>
    public long EventsLost => Volatile.Read(ref _eventsLost);

    /// <summary>Processor time of the worker's thread.</summary>
    public long CpuNs => Volatile.Read(ref _cpuNs);

    /// <summary>From the arrival of a batch to the system's taking of what came of it.</summary>
    public DelayHistogram ForwardDelay { get; } = new();

    public long Dropped(DropReason reason) => Volatile.Read(ref _dropped[(int)reason]);

    internal void Receive(int bytes)
    {
        Volatile.Write(ref _packetsIn, _packetsIn + 1);
        Volatile.Write(ref _bytesIn, _bytesIn + bytes);
    }

    internal void Send(int packets, long bytes)
    {
        Volatile.Write(ref _packetsOut, _packetsOut + packets);
        Volatile.Write(ref _bytesOut, _bytesOut + bytes);
    }

    internal void Drop(DropReason reason, int count = 1) => Volatile.Write(ref _dropped[(int)reason], _dropped[(int)reason] + count);

    internal void LoseEvent() => Volatile.Write(ref _eventsLost, _eventsLost + 1);

    internal void Note(long overflowed, long cpuNs)
    {
        Volatile.Write(ref _overflowed, overflowed);
        Volatile.Write(ref _cpuNs, cpuNs);
    }
}
