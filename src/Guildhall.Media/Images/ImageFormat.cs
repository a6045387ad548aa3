namespace Guildhall.Media.Images;

/// <summary>The formats of images that are read and made.</summary>
internal enum ImageFormat
{
    Png,
    Jpeg,
    WebP,
    Gif,
}
