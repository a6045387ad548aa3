using Guildhall.Storage.Blobs;

namespace Guildhall.Community.Widgets;

/// <summary>A small picture: rounded boxes, circles and stroked text with soft edges, saved as PNG. Colours are 24-bit RGB.</summary>
internal sealed class Canvas(int width, int height)
{
    private const int Channels = 4;
    private readonly byte[] _pixels = new byte[width * height * Channels];

    public void Box(double left, double top, double boxWidth, double boxHeight, double radius, uint color)
    {
        var (middleX, middleY) = (left + (boxWidth / 2), top + (boxHeight / 2));
        Fill(left, top, left + boxWidth, top + boxHeight, color, (x, y) =>
        {
            var dx = Math.Abs(x - middleX) - (boxWidth / 2) + radius;
            var dy = Math.Abs(y - middleY) - (boxHeight / 2) + radius;
            return Math.Min(Math.Max(dx, dy), 0) + Math.Sqrt((Math.Max(dx, 0) * Math.Max(dx, 0)) + (Math.Max(dy, 0) * Math.Max(dy, 0))) - radius;
        });
    }

    public void Circle(double x, double y, double radius, uint color) => Box(x - radius, y - radius, radius * 2, radius * 2, radius, color);

    /// <summary>Draws a text whose capitals are <paramref name="size"/> pixels high, cut where it would be wider than <paramref name="widthMax"/>.</summary>
    public void Text(double left, double top, double size, string text, uint color, double widthMax)
    {
        var unit = size / StrokeFont.Height;
        var (strokes, _) = StrokeFont.Layout(Cut(text, widthMax / unit));
        var half = size * 0.075;
        foreach (var stroke in strokes)
        {
            for (var i = 0; i < Math.Max(1, stroke.Length - 1); i++)
            {
                var (from, to) = (stroke[i], stroke[Math.Min(i + 1, stroke.Length - 1)]);
                Line(left + (from.X * unit), top + (from.Y * unit), left + (to.X * unit), top + (to.Y * unit), half, color);
            }
        }
    }

    /// <summary>The width of a text in pixels.</summary>
    public static double WidthOf(string text, double size) => StrokeFont.Layout(text).Width * size / StrokeFont.Height;

    public byte[] ToPng() => PngFile.Write(width, height, PngKind.Rgba, _pixels);

    private static string Cut(string text, double widthMax)
    {
        while (text.Length > 0 && StrokeFont.Layout(text).Width > widthMax) text = text[..^(text.Length > 1 && char.IsLowSurrogate(text[^1]) ? 2 : 1)];
        return text;
    }

    private void Line(double fromX, double fromY, double toX, double toY, double half, uint color)
    {
        var (dx, dy) = (toX - fromX, toY - fromY);
        var length = (dx * dx) + (dy * dy);
        Fill(Math.Min(fromX, toX) - half, Math.Min(fromY, toY) - half, Math.Max(fromX, toX) + half, Math.Max(fromY, toY) + half, color, (x, y) =>
        {
            var along = length == 0 ? 0 : Math.Clamp((((x - fromX) * dx) + ((y - fromY) * dy)) / length, 0, 1);
            var (offX, offY) = (x - fromX - (along * dx), y - fromY - (along * dy));
            return Math.Sqrt((offX * offX) + (offY * offY)) - half;
        });
    }

    // The distance from the edge, negative inside, tells how much of a pixel is covered.
    private void Fill(double left, double top, double right, double bottom, uint color, Func<double, double, double> distance)
    {
        for (var y = Math.Max(0, (int)top - 1); y < Math.Min(height, (int)bottom + 2); y++)
        {
            for (var x = Math.Max(0, (int)left - 1); x < Math.Min(width, (int)right + 2); x++)
            {
                var cover = Math.Clamp(0.5 - distance(x + 0.5, y + 0.5), 0, 1);
                if (cover > 0) Blend(_pixels.AsSpan(((y * width) + x) * Channels, Channels), color, cover);
            }
        }
    }

    private static void Blend(Span<byte> pixel, uint color, double cover)
    {
        var below = pixel[3] / 255.0 * (1 - cover);
        var alpha = cover + below;
        for (var channel = 0; channel < 3; channel++)
        {
            var over = (color >> (16 - (channel * 8))) & 0xFF;
            pixel[channel] = (byte)Math.Round(((over * cover) + (pixel[channel] * below)) / alpha);
        }

        pixel[3] = (byte)Math.Round(alpha * 255);
    }
}
