using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Community.Messages;

/// <summary>Passes a client's bytes on and remembers the first of them. What breaks on the client's side is told apart from a broken disk.</summary>
internal sealed class HeadStream(Stream inner, int headBytes) : Stream
{
    private readonly byte[] _head = ArrayPool<byte>.Shared.Rent(headBytes);
    private int _kept;
    private bool _isReturned;

    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _kept);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception broken) when (broken is InvalidDataException || (broken is IOException && broken is not BadHttpRequestException))
        {
            throw new MalformedUploadException();
        }

        var kept = Math.Min(read, headBytes - _kept);
        buffer.Span[..kept].CopyTo(_head.AsSpan(_kept));
        _kept += kept;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isReturned)
        {
            _isReturned = true;
            ArrayPool<byte>.Shared.Return(_head);
        }

        base.Dispose(disposing);
    }
}
