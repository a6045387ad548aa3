using System.Globalization;
using Guildhall.Storage.Blobs;

namespace Guildhall.Media.Images;

/// <summary>What is made of an original to fulfil a wish; or that the original is sent, or that there is no such image.</summary>
internal sealed class ImagePlan
{
    /// <summary>The original is what was wished for, or nothing better can be made of it.</summary>
    public static readonly ImagePlan Original = new();

    /// <summary>A picture that stands still cannot be had as one that moves.</summary>
    public static readonly ImagePlan Unsupported = new();

    private ImagePlan()
    {
    }

    /// <summary>Name of the variant in the cache, and what tells it apart in an entity tag.</summary>
    public string Variant { get; private init; } = "";

    /// <summary>The box, as vipsthumbnail reads it; never enlarges.</summary>
    public string Box { get; private init; } = "";

    /// <summary>Extension and options of the output, as vipsthumbnail reads them.</summary>
    public string Output { get; private init; } = "";

    /// <summary>The type of the result.</summary>
    public string MediaType { get; private init; } = "";

    /// <summary>Whether every frame is read.</summary>
    public bool IsAnimated { get; private init; }

    /// <summary>Decides by the first bytes of the original, which are not believed further than that.</summary>
    /// <param name="head">The beginning, <see cref="ImageHeader.EnoughBytes"/> if there are as many.</param>
    /// <param name="length">Bytes of the whole.</param>
    /// <param name="wish">What is wanted.</param>
    public static ImagePlan For(ReadOnlySpan<byte> head, long length, ImageWish wish)
    {
        if (wish.IsOriginal || SourceOf(head) is not { } source) return Original;
        var moves = Moves(head, source);
        var target = wish.Format ?? source;
        if (target == ImageFormat.Gif && !moves) return Unsupported;
        // A moving PNG would come out of the program standing still.
        if (source == ImageFormat.Png && moves && target == ImageFormat.Png) return Original;
        if (ImageHeader.Size(head) is not { } size || length > ThumbnailLimits.InputBytes) return Original;
        if ((long)size.Width * size.Height > ThumbnailLimits.InputPixels) return Original;
        var isSmall = (wish.Width == 0 || size.Width <= wish.Width) && (wish.Height == 0 || size.Height <= wish.Height);
        var isAnimated = moves && (target == ImageFormat.Gif || (target == ImageFormat.WebP && (source == ImageFormat.WebP || wish.IsAnimated)));
        return isSmall && target == source && isAnimated == moves ? Original : Made(target, wish, isAnimated);
    }

    private static ImagePlan Made(ImageFormat target, ImageWish wish, bool isAnimated)
    {
        var (width, height) = (Side(wish.Width), Side(wish.Height));
        var extension = target == ImageFormat.Jpeg ? "jpg" : target.ToString().ToLowerInvariant();
        var isLossless = target == ImageFormat.WebP && wish.IsLossless;
        return new ImagePlan
        {
            Variant = $"{width}x{height}{(isAnimated ? "-moving" : "")}{(isLossless ? "-lossless" : "")}.{extension}",
            // Without a box the format alone changes: a box that no honest image exceeds.
            Box = width.Length + height.Length == 0 ? "1000000x>" : $"{width}x{height}>",
            Output = extension + target switch
            {
                ImageFormat.Jpeg => "[Q=85,strip,background=255]",
                ImageFormat.WebP => isLossless ? "[lossless,strip]" : "[Q=82,strip]",
                _ => "[strip]",
            },
            MediaType = target == ImageFormat.Jpeg ? "image/jpeg" : $"image/{extension}",
            IsAnimated = isAnimated,
        };
    }

    private static string Side(int pixels) => pixels == 0 ? "" : pixels.ToString(CultureInfo.InvariantCulture);

    private static ImageFormat? SourceOf(ReadOnlySpan<byte> head) => Guildhall.Storage.Blobs.MediaType.OfImage(head) switch
    {
        "image/png" => ImageFormat.Png,
        "image/jpeg" => ImageFormat.Jpeg,
        "image/webp" => ImageFormat.WebP,
        "image/gif" => ImageFormat.Gif,
        _ => null,
    };

    private static bool Moves(ReadOnlySpan<byte> head, ImageFormat source)
    {
        const int webpFlags = 20;
        const byte webpMoves = 0b10;
        return source switch
        {
            ImageFormat.Gif => true,
            ImageFormat.WebP => head.Length > webpFlags && head[12..].StartsWith("VP8X"u8) && (head[webpFlags] & webpMoves) != 0,
            ImageFormat.Png => head.IndexOf("acTL"u8) is > 0 and var control && head[..control].IndexOf("IDAT"u8) < 0,
            _ => false,
        };
    }
}
