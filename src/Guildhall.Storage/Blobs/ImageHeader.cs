using System.Buffers.Binary;

namespace Guildhall.Storage.Blobs;

/// <summary>An image's width and height in pixels, from the first bytes of PNG, JPEG, GIF and WebP. Hostile bytes give null, never an exception.</summary>
public static class ImageHeader
{
    /// <summary>Bytes from the beginning that are enough for all but photographs with very large metadata.</summary>
    public const int EnoughBytes = 65_536;

    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Width and height, or null when the bytes are no such image or end too early.</summary>
    public static (int Width, int Height)? Size(ReadOnlySpan<byte> head)
    {
        var size = Read(head);
        return size is { Width: > 0, Height: > 0 } ? size : null;
    }

    private static (int Width, int Height)? Read(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(PngSignature)) return Png(head);
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) return Gif(head);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg(head);
        return head.Length >= 16 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) ? WebP(head) : null;
    }

    private static (int, int)? Png(ReadOnlySpan<byte> head)
    {
        if (head.Length < 24 || !head[12..].StartsWith("IHDR"u8)) return null;
        return (BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]));
    }

    private static (int, int)? Gif(ReadOnlySpan<byte> head)
    {
        if (head.Length < 10) return null;
        return (BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..]));
    }

    // Segments follow each other, each with its length; the frame header (SOF) has the size. Every step moves forward.
    private static (int, int)? Jpeg(ReadOnlySpan<byte> head)
    {
        var at = 2;
        while (at + 4 <= head.Length)
        {
            if (head[at] != 0xFF) return null;
            var marker = head[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
            {
                at += 2;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(head[(at + 2)..]);
            if (length < 2) return null;
            if (IsFrame(marker))
            {
                if (at + 9 > head.Length) return null;
                return (BinaryPrimitives.ReadUInt16BigEndian(head[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(head[(at + 5)..]));
            }

            if (marker is 0xD9 or 0xDA) return null;
            at += 2 + length;
        }

        return null;
    }

    // C4, C8 and CC are tables, not frames.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static (int, int)? WebP(ReadOnlySpan<byte> head)
    {
        var kind = head.Slice(12, 4);
        if (head.Length < 30) return null;
        if (kind.SequenceEqual("VP8X"u8)) return (1 + Read24(head[24..]), 1 + Read24(head[27..]));
        if (kind.SequenceEqual("VP8 "u8))
        {
            if (!head[23..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) return null;
            const int sizeBits = 0x3FFF;
            return (BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & sizeBits, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & sizeBits);
        }

        if (!kind.SequenceEqual("VP8L"u8) || head[20] != 0x2F) return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(head[21..]);
        return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
    }

    private static int Read24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
