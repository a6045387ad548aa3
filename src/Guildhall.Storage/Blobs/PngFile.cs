using System.Buffers.Binary;
using System.IO.Compression;

namespace Guildhall.Storage.Blobs;

/// <summary>Writes small pictures of our own making as PNG, eight bits a sample, rows without filters.</summary>
public static class PngFile
{
    private const byte Bits = 8;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The file.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="kind">What a pixel is.</param>
    /// <param name="pixels">All rows, one after the other: an index or four channels for each pixel.</param>
    /// <param name="palette">Red, green and blue of each index; empty for colours that stand in the pixels.</param>
    public static byte[] Write(int width, int height, PngKind kind, ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> palette = default)
    {
        using var png = new MemoryStream();
        png.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = Bits;
        header[9] = (byte)kind;
        Chunk(png, "IHDR"u8, header);
        if (palette.Length > 0) Chunk(png, "PLTE"u8, palette);
        Chunk(png, "IDAT"u8, Rows(height, pixels));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Rows(int height, ReadOnlySpan<byte> pixels)
    {
        var rowBytes = pixels.Length / height;
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0); // the row's filter: none
                zlib.Write(pixels.Slice(y * rowBytes, rowBytes));
            }
        }

        return compressed.ToArray();
    }

    private static void Chunk(Stream png, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(kind);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, kind), data));
        png.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return crc;
    }
}
