namespace Guildhall.Media.Images;

/// <summary>What bounds the making of images out of files that anybody may have sent.</summary>
internal static class ThumbnailLimits
{
    /// <summary>Programs that run at the same time.</summary>
    public const int Concurrent = 2;

    /// <summary>Images that may wait for their turn; who comes later gets the original.</summary>
    public const int Waiting = 64;

    /// <summary>Bytes of an image that is worked on; larger ones are served as they are.</summary>
    public const long InputBytes = 32L << 20;

    /// <summary>Width times height of an image that is worked on, by its own header.</summary>
    public const long InputPixels = 64_000_000;

    /// <summary>Bytes of a result.</summary>
    public const long OutputBytes = 16L << 20;

    /// <summary>Address space of the program, in bytes: what a lying header cannot get beyond.</summary>
    public const long MemoryBytes = 1L << 30;

    /// <summary>CPU seconds of the program, for the case that nobody is left to kill it.</summary>
    public const int CpuSeconds = 20;

    /// <summary>The smallest and the largest size that may be asked for, in pixels.</summary>
    public const int SmallestSize = 16;
    public const int LargestSize = 4_096;

    /// <summary>How long a file that could not be worked on is not tried again.</summary>
    public static readonly TimeSpan RefusedFor = TimeSpan.FromDays(1);
}
