using Guildhall.Storage.Blobs;

namespace Guildhall.Media.Cdn;

/// <summary>Draws the default avatars: a gate of the guildhall, white on a colour, as a PNG with a palette of shades.</summary>
internal static class DefaultAvatar
{
    private const int Pixels = 128;
    private const int Samples = 4;
    private const int Shades = (Samples * Samples) + 1;

    private static readonly uint[] Colors = [0x5865F2, 0x6B7280, 0x2F9E6E, 0xD9862B, 0xD6455D, 0x8E5BD0];

    /// <summary>The PNG of one of the six.</summary>
    public static byte[] Draw(int index) => Draw(Colors[index], IsInGate);

    /// <summary>A picture of 128 pixels: a colour with a white shape on it. Coordinates from 0 to 1.</summary>
    public static byte[] Draw(uint color, Func<double, double, bool> isInShape)
    {
        var shades = new byte[Pixels * Pixels];
        for (var pixel = 0; pixel < shades.Length; pixel++) shades[pixel] = Shade(pixel % Pixels, pixel / Pixels, isInShape);
        return PngFile.Write(Pixels, Pixels, PngKind.Indexed, shades, Palette(color));
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
}
