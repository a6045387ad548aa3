using System.Buffers;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>
/// What a socket's system buffer had no room for. Bounded by its writers: a flush ends at <see cref="GatewayLimits.WriteBytes"/>
/// and one payload, and nothing is written while it waits here.
/// </summary>
internal sealed class UnsentBytes
{
    private const int SmallestBuffer = 16 * 1024;
    private byte[] _buffer;
    private int _start;
    private int _end;

    public UnsentBytes(ReadOnlySpan<byte> rest)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(SmallestBuffer, rest.Length));
        rest.CopyTo(_buffer);
        _end = rest.Length;
    }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    public bool IsEmpty => _start == _end;

    public Span<byte> GetSpan(int atLeast)
    {
        if (_buffer.Length - _end < atLeast) Grow(atLeast);
        return _buffer.AsSpan(_end);
    }

    public void Advance(int count) => _end += count;

    /// <summary>The first bytes have left.</summary>
    public void Took(int count) => _start += count;

    /// <summary>Gives the memory back; nothing may be called afterwards.</summary>
    public void Return()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    private void Grow(int atLeast)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_end - _start + atLeast, _buffer.Length * 2));
        Bytes.CopyTo(larger);
        (_end, _start) = (_end - _start, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
