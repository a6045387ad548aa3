using System.Globalization;
using System.Numerics;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Media.Images;

/// <summary>What a request wants of an image, by its extension and its query.</summary>
/// <param name="Format">The format; null for that of the original.</param>
/// <param name="Width">Pixels that it may be wide; 0 for any.</param>
/// <param name="Height">Pixels that it may be high; 0 for any.</param>
/// <param name="IsLossless">Whether a WebP keeps every pixel.</param>
/// <param name="IsAnimated">Whether a WebP moves when the original does.</param>
internal readonly record struct ImageWish(ImageFormat? Format, int Width, int Height, bool IsLossless, bool IsAnimated)
{
    /// <summary>The original, as it is.</summary>
    public static ImageWish Original => default;

    public bool IsOriginal => this == Original;

    /// <summary>The wish of an avatar, an icon and their like: an extension, and one size for both sides. Null when the size is none.</summary>
    public static ImageWish? OfImage(string extension, IQueryCollection query)
    {
        var size = 0;
        if (query.TryGetValue("size", out var text) && !TrySize(text.ToString(), out size)) return null;
        return new ImageWish(FormatOf(extension), size, size, WantsLossless(query), query["animated"] == "true");
    }

    /// <summary>The wish of an attachment, as it is put to a media proxy: a box to fit into, and a format. Null when a side is no number of pixels.</summary>
    public static ImageWish? OfAttachment(IQueryCollection query)
    {
        var (width, height) = (0, 0);
        if (query.TryGetValue("width", out var text) && !TrySide(text.ToString(), out width)) return null;
        if (query.TryGetValue("height", out text) && !TrySide(text.ToString(), out height)) return null;
        var format = query.TryGetValue("format", out text) ? FormatOf(text.ToString()) : null;
        return new ImageWish(format, width, height, WantsLossless(query), query["animated"] == "true");
    }

    /// <summary>The format that an extension or a format= names; null for others.</summary>
    public static ImageFormat? FormatOf(string name) => name switch
    {
        "png" => ImageFormat.Png,
        "jpg" or "jpeg" => ImageFormat.Jpeg,
        "webp" => ImageFormat.WebP,
        "gif" => ImageFormat.Gif,
        _ => null,
    };

    // Any number in the range is taken for the power of two above it, so that an image has at most nine sizes.
    private static bool TrySize(string text, out int size)
    {
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size);
        if (!isNumber || size is < ThumbnailLimits.SmallestSize or > ThumbnailLimits.LargestSize) return false;
        size = (int)BitOperations.RoundUpToPowerOf2((uint)size);
        return true;
    }

    private static bool TrySide(string text, out int side)
    {
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side);
        side = Math.Min(side, ThumbnailLimits.LargestSize);
        return isNumber && side > 0;
    }

    private static bool WantsLossless(IQueryCollection query) => query["quality"] == "lossless";
}
