using Guildhall.Gateway.Connections;

namespace Guildhall.Gateway.Compression;

/// <summary>
/// The compressors that connections of this node have for themselves, within one budget of memory for all. Whoever finds it used up
/// stays with spliced messages.
/// </summary>
internal sealed class PrivateStreams(long budget)
{
    private long _bytes;
    private int _count;

    /// <summary>Compressors lent out.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Memory of the compressors lent out.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>A compressor for a connection; null when the budget is used up, or when the format has none or its library is missing.</summary>
    public PrivateStream? Rent(WireFormat format)
    {
        var bytes = format switch
        {
            WireFormat.JsonInZlib or WireFormat.EtfInZlib when ZlibLibrary.IsPresent => ZlibPrivateStream.Cost,
            WireFormat.JsonInZstd when ZstdPrivateStream.IsAvailable => ZstdPrivateStream.Cost,
            _ => 0,
        };
        if (bytes == 0) return null;
        if (Interlocked.Add(ref _bytes, bytes) > budget)
        {
            Interlocked.Add(ref _bytes, -bytes);
            return null;
        }

        Interlocked.Increment(ref _count);
        return format == WireFormat.JsonInZstd ? new ZstdPrivateStream(this) : new ZlibPrivateStream(this);
    }

    /// <summary>Takes back what a compressor was charged.</summary>
    public void Returned(PrivateStream stream)
    {
        Interlocked.Add(ref _bytes, -stream.Bytes);
        Interlocked.Decrement(ref _count);
    }
}
