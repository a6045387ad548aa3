using System.Buffers;

namespace Guildhall.Community.Edge;

/// <summary>A request body read into a rented buffer, up to a limit.</summary>
internal sealed class PooledBody(int maxBytes) : IDisposable
{
    private const int FirstSize = 4_096;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Reads to the end; false when there is more than allowed.</summary>
    public async ValueTask<bool> Fill(Stream body, CancellationToken cancel)
    {
        while (true)
        {
            if (Length == _buffer.Length) Grow();
            var read = await body.ReadAsync(_buffer.AsMemory(Length), cancel);
            if (read == 0) return true;
            Length += read;
            if (Length > maxBytes) return false;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
