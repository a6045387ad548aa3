using System.IO.Compression;

namespace Guildhall.Gateway.Tests.Harness;

/// <summary>Inflates a zlib stream message by message, with .NET's own inflater over everything that has come.</summary>
internal sealed class Inflater : IDisposable
{
    private readonly Feed _feed = new();
    private readonly ZLibStream _zlib;

    public void Dispose()
    {
        _zlib.Dispose();
        _feed.Dispose();
    }

    public Inflater() => _zlib = new ZLibStream(_feed, CompressionMode.Decompress);

    /// <summary>What the bytes of one message add to the stream.</summary>
    public byte[] Inflate(byte[] message)
    {
        _feed.Add(message);
        using var output = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = _zlib.Read(buffer)) > 0;) output.Write(buffer, 0, read);
        }
        catch (FeedEmptyException)
        {
            // All that has come is inflated.
        }

        return output.ToArray();
    }

    private sealed class FeedEmptyException : Exception;

    private sealed class Feed : Stream
    {
        private readonly Queue<byte> _bytes = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void Add(byte[] bytes)
        {
            foreach (var b in bytes) _bytes.Enqueue(b);
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_bytes.Count == 0) throw new FeedEmptyException();
            var read = 0;
            while (read < count && _bytes.TryDequeue(out var b)) buffer[offset + read++] = b;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
