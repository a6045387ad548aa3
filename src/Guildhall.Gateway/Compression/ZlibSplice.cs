using System.Buffers.Binary;
using System.IO.Compression;

namespace Guildhall.Gateway.Compression;

/// <summary>
/// A zlib stream for each connection without a compressor for each connection. Every message is a stored block with what
/// differs (the sequence number), then deflate blocks that many connections share. Shared blocks are compressed from empty
/// history, so their references never leave them and they fit at any place of any stream, and end with the sync flush that
/// clients wait for, which also leaves the stream on a byte boundary for the next stored block.
/// </summary>
internal static class ZlibSplice
{
    /// <summary>Bytes of the stored block's header in front of the part that differs.</summary>
    public const int StoredHeader = 5;

    /// <summary>How every stream begins: deflate, 32 KB window, default level.</summary>
    public static ReadOnlySpan<byte> StreamStart => [0x78, 0x9C];

    /// <summary>Writes the header of a stored block of so many bytes that is not the last of the stream.</summary>
    public static void WriteStoredHeader(Span<byte> target, int length)
    {
        target[0] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(target[1..], (ushort)length);
        BinaryPrimitives.WriteUInt16LittleEndian(target[3..], (ushort)~length);
    }

    /// <summary>Deflate blocks of the parts one after the other, from empty history, ended by a sync flush.</summary>
    public static byte[] Deflate(
        ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default, ReadOnlySpan<byte> third = default, ReadOnlySpan<byte> fourth = default)
    {
        using var output = new MemoryStream(64 + ((first.Length + second.Length) / 2));
        using var deflate = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(first);
        deflate.Write(second);
        deflate.Write(third);
        deflate.Write(fourth);
        deflate.Flush();
        return output.ToArray();
    }

    /// <summary>A complete zlib stream of its own: payload compression, one message each.</summary>
    public static byte[] Whole(ReadOnlySpan<byte> json)
    {
        using var output = new MemoryStream(64 + (json.Length / 2));
        using (var zlib = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(json);
        return output.ToArray();
    }
}
