namespace Guildhall.Media.Images;

/// <summary>What came of the wish for a made image.</summary>
/// <param name="Content">The image; null when the original is to be sent. The caller disposes it.</param>
/// <param name="IsFinal">False when another try in a while may end differently: nobody keeps that answer for long.</param>
internal readonly record struct Thumbnail(Stream? Content, bool IsFinal)
{
    /// <summary>The program does not understand the file, or took too long over it.</summary>
    public static readonly Thumbnail Refused = new(null, true);

    /// <summary>There is no program, or too many images wait for it.</summary>
    public static readonly Thumbnail NotNow = new(null, false);
}
