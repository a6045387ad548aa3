namespace Guildhall.Storage.Blobs;

/// <summary>What a pixel of a PNG is; the numbers are the format's.</summary>
public enum PngKind
{
    /// <summary>An index into the palette.</summary>
    Indexed = 3,

    /// <summary>Red, green, blue, alpha.</summary>
    Rgba = 6,
}
