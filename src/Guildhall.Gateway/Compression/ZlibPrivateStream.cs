using System.Runtime.InteropServices;

namespace Guildhall.Gateway.Compression;

/// <summary>Deflate blocks with a window of 4 KB, which takes a sixth of the memory of a full one and makes three quarters of its gain.</summary>
internal sealed unsafe class ZlibPrivateStream : PrivateStream
{
    /// <summary>Memory of one, as zlib's manual reckons it, rounded up.</summary>
    public const int Cost = 40 * 1_024;

    private const int Level = 6;
    private const int WindowBits = 12;
    private const int MemoryLevel = 5;
    private readonly ZlibLibrary.Stream* _stream;

    public ZlibPrivateStream(PrivateStreams owner)
        : base(owner, Cost)
    {
        _stream = (ZlibLibrary.Stream*)NativeMemory.AllocZeroed((nuint)sizeof(ZlibLibrary.Stream));
        if (ZlibLibrary.Begin(_stream, Level, WindowBits, MemoryLevel) != 0) throw new InvalidOperationException("zlib has no memory");
    }

    protected override int Compress(ReadOnlySpan<byte> message, Span<byte> bytes)
    {
        if (IsStale && ZlibLibrary.Reset(_stream) != 0) throw new InvalidOperationException("zlib cannot begin anew");
        fixed (byte* from = message)
        fixed (byte* to = bytes)
        {
            _stream->NextIn = from;
            _stream->AvailableIn = (uint)message.Length;
            _stream->NextOut = to;
            _stream->AvailableOut = (uint)bytes.Length;
            var result = ZlibLibrary.Deflate(_stream, ZlibLibrary.SyncFlush);
            if (result != 0 || _stream->AvailableIn != 0 || _stream->AvailableOut == 0) throw new InvalidOperationException($"zlib failed with {result}");
            return bytes.Length - (int)_stream->AvailableOut;
        }
    }

    protected override void FreeContext()
    {
        _ = ZlibLibrary.End(_stream);
        NativeMemory.Free(_stream);
    }
}
