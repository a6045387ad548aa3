namespace Guildhall.Media.Images;

/// <summary>What the operator decided about resized images.</summary>
public sealed record ThumbnailOptions
{
    /// <summary>The program that makes them: vipsthumbnail, by name or by path. Null serves originals.</summary>
    public string? Program { get; init; } = "vipsthumbnail";

    /// <summary>Bytes that the cache of made images may take on disk.</summary>
    public long CacheBytes { get; init; } = 512L << 20;

    /// <summary>How long one image may take, waiting for its turn aside.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}
