using System.IO.Pipelines;

namespace Guildhall.Gateway.Tls;

/// <summary>
/// The plain side of a connection over its encrypted pipe. A read of no bytes waits until there is something to decrypt, so that
/// nobody holds a buffer meanwhile. What is written is encrypted at once and leaves with the flush.
/// </summary>
internal sealed class TlsStream(TlsSession session, IDuplexPipe encrypted) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (session.HasDecrypted)
        {
            if (buffer.IsEmpty) return 0;
            if (TakeDecrypted(buffer) is var taken and > 0) return taken;
        }

        while (true)
        {
            var read = await encrypted.Input.ReadAsync(cancellationToken);
            if (buffer.IsEmpty)
            {
                encrypted.Input.AdvanceTo(read.Buffer.Start);
                return 0;
            }

            var left = read.Buffer;
            var outcome = session.Read(ref left, buffer.Span, out var count);
            encrypted.Input.AdvanceTo(left.Start);
            if (outcome == TlsOutcome.Done) return count;
            if (outcome == TlsOutcome.Ended || (outcome == TlsOutcome.More && read.IsCompleted)) return 0;
            if (outcome == TlsOutcome.Broken) throw new IOException("the peer broke TLS");
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        session.Write(buffer.Span, encrypted.Output);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        // Whether the peer takes more is for whoever reads from it to find out.
        var flush = encrypted.Output.FlushAsync(cancellationToken);
        return flush.IsCompletedSuccessfully ? Task.CompletedTask : flush.AsTask();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("nothing here waits with a thread");

    public override void Write(byte[] buffer, int offset, int count) => session.Write(buffer.AsSpan(offset, count), encrypted.Output);

    public override void Flush() => throw new NotSupportedException("nothing here waits with a thread");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private int TakeDecrypted(Memory<byte> buffer)
    {
        var nothing = System.Buffers.ReadOnlySequence<byte>.Empty;
        session.Read(ref nothing, buffer.Span, out var count);
        return count;
    }
}
