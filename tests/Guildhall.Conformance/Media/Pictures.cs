using System.Buffers.Binary;
using System.Text;

namespace Guildhall.Conformance.Media;

/// <summary>Images that tests send.</summary>
internal static class Pictures
{
    /// <summary>Two frames, 40 by 30, each of one colour; every pixel is written out, so no compression hides in it.</summary>
    public static byte[] MovingGif()
    {
        const int width = 40;
        const int height = 30;
        using var gif = new MemoryStream();
        gif.Write("GIF89a"u8);
        gif.Write([width, 0, height, 0, 0x81, 0, 0, /* colours */ 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255]);
        gif.Write([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);
        foreach (var color in (ReadOnlySpan<byte>)[1, 2])
        {
            gif.Write([0x21, 0xF9, 4, 0, 10, 0, 0, 0, (byte)',', 0, 0, 0, 0, width, 0, height, 0, 0, 2]);
            var pixels = Pixels(width * height, color);
            for (var at = 0; at < pixels.Length; at += byte.MaxValue)
            {
                var block = pixels.AsSpan(at, Math.Min(byte.MaxValue, pixels.Length - at));
                gif.WriteByte((byte)block.Length);
                gif.Write(block);
            }

            gif.WriteByte(0);
        }

        gif.WriteByte((byte)';');
        return gif.ToArray();
    }

    /// <summary>A PNG whose header tells any size, with nothing behind it.</summary>
    public static byte[] LyingPng(int width, int height)
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0, 1, 2, 3, 4];
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    /// <summary>The frames of a GIF.</summary>
    public static int Frames(byte[] gif) => Encoding.Latin1.GetString(gif).Split("\u0021\u00F9\u0004").Length - 1;

    /// <summary>An image as the API takes it in JSON.</summary>
    public static string DataUri(string type, byte[] image) => $"data:{type};base64,{Convert.ToBase64String(image)}";

    // Codes of three bits: after every two pixels a "clear", so that codes never grow.
    private static byte[] Pixels(int count, byte color)
    {
        const int clear = 4;
        const int end = 5;
        List<byte> bytes = [];
        var (pending, bits) = (0, 0);
        Emit(clear);
        for (var i = 0; i < count; i++)
        {
            Emit(color);
            if (i % 2 == 1) Emit(clear);
        }

        Emit(end);
        if (bits > 0) bytes.Add((byte)pending);
        return [.. bytes];

        void Emit(int code)
        {
            pending |= code << bits;
            bits += 3;
            if (bits < 8) return;
            bytes.Add((byte)pending);
            pending >>= 8;
            bits -= 8;
        }
    }
}
