using System.Buffers.Binary;
using System.IO.Compression;

namespace Guildhall.Media.Cdn;

/// <summary>Draws the default avatars: a gate of the guildhall, white on a colour, as a PNG with a palette of shades.</summary>
internal static class DefaultAvatar
{
    private const int Pixels = 128;
    private const int Samples = 4;
    private const int Shades = (Samples * Samples) + 1;

    private static readonly uint[] Colors = [0x5865F2, 0x6B7280, 0x2F9E6E, 0xD9862B, 0xD6455D, 0x8E5BD0];

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The PNG of one of the six.</summary>
    public static byte[] Draw(int index) => Draw(Colors[index], IsInGate);

    /// <summary>A picture of 128 pixels: a colour with a white shape on it. Coordinates from 0 to 1.</summary>
    public static byte[] Draw(uint color, Func<double, double, bool> isInShape)
    {
        using var png = new MemoryStream();
        png.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Pixels);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], Pixels);
        header[8] = 8; // bits
        header[9] = 3; // palette
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "PLTE"u8, Palette(color));
        Chunk(png, "IDAT"u8, Image(isInShape));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    // From the colour (no sample hits) to white (all of them do).
    private static byte[] Palette(uint color)
    {
        var palette = new byte[Shades * 3];
        for (var shade = 0; shade < Shades; shade++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                var from = (int)(color >> (16 - (channel * 8))) & 0xFF;
                palette[(shade * 3) + channel] = (byte)(from + ((0xFF - from) * shade / (Shades - 1)));
            }
        }

        return palette;
    }

    private static byte[] Image(Func<double, double, bool> isInShape)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var row = new byte[Pixels + 1]; // the first byte of a row is its filter: none
            for (var y = 0; y < Pixels; y++)
            {
                for (var x = 0; x < Pixels; x++) row[x + 1] = Shade(x, y, isInShape);
                zlib.Write(row);
            }
        }

        return compressed.ToArray();
    }

    private static byte Shade(int x, int y, Func<double, double, bool> isInShape)
    {
        byte hits = 0;
        for (var sample = 0; sample < Samples * Samples; sample++)
        {
            var across = (x + (((sample % Samples) + 0.5) / Samples)) / Pixels;
            var down = (y + (((sample / Samples) + 0.5) / Samples)) / Pixels;
            if (isInShape(across, down)) hits++;
        }

        return hits;
    }

    // An arch with a doorway in it, standing on a step; coordinates from 0 to 1.
    public static bool IsInGate(double x, double y)
    {
        var fromMiddle = Math.Abs(x - 0.5);
        if (y is >= 0.74 and <= 0.80) return fromMiddle <= 0.32;
        return IsInArch(fromMiddle, y, 0.25, 0.45) && !IsInArch(fromMiddle, y, 0.13, 0.50);
    }

    private static bool IsInArch(double fromMiddle, double y, double halfWidth, double spring) =>
        y is <= 0.74 and >= 0 && (y >= spring ? fromMiddle <= halfWidth : (fromMiddle * fromMiddle) + ((y - spring) * (y - spring)) <= halfWidth * halfWidth);

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
