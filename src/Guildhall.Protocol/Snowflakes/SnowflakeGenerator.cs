namespace Guildhall.Protocol;

/// <summary>
/// Makes ids that rise strictly within one node. Worker (0 to 31) and process (0 to 31) are leased to the node.
/// A clock that steps back makes the generator go on from the last millisecond it has used instead of repeating one.
/// Safe to call from any thread.
/// </summary>
public sealed class SnowflakeGenerator(TimeProvider time, int worker = 0, int process = 0)
{
    private const int SequenceBits = 12;
    private readonly ulong _node = ((ulong)(worker & 31) << 17) | ((ulong)(process & 31) << 12);
    private long _last; // milliseconds << 12 | sequence

    public Snowflake Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var now = (time.GetUtcNow().ToUnixTimeMilliseconds() - Snowflake.EpochMs) << SequenceBits;
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) != last) continue;
            var ms = (ulong)next >> SequenceBits;
            var sequence = (ulong)next & ((1UL << SequenceBits) - 1);
            return new Snowflake((ms << 22) | _node | sequence);
        }
    }
}
