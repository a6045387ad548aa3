namespace Guildhall.Gateway.Sessions;

/// <summary>What one shard has done; written by its loop alone, read by anybody.</summary>
internal sealed class ShardCounters
{
    public long Sessions;
    public long Sockets;
    public long Deliveries;
    public long Bytes;
    public long Flushes;
    public long Dropped;
    public long CutSlowReaders;
    public long CutZombies;
    public long Resumed;
    public long Faults;
}
