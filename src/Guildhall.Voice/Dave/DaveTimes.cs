namespace Guildhall.Voice.Dave;

/// <summary>How long a delivery service waits for what, in milliseconds.</summary>
internal static class DaveTimes
{
    /// <summary>Proposals wait this long for others to come with them.</summary>
    public const long Batch = 100;

    /// <summary>They wait no longer than this, however many still come.</summary>
    public const long LongestBatch = 250;

    /// <summary>A transition is executed after this though somebody is not ready.</summary>
    public const long Transition = 2000;

    /// <summary>Encrypted packets may be on their way this long after a call has ceased to be encrypted.</summary>
    public const long Flight = 2000;

    /// <summary>Somebody must have made a commit.</summary>
    public const long Commit = 10_000;

    /// <summary>A key package must have come.</summary>
    public const long KeyPackage = 10_000;

    /// <summary>The longest wait between two recoveries that follow each other.</summary>
    public const long LongestBackoff = 4000;

    /// <summary>A recovery this long after the last one starts with a short wait again.</summary>
    public const long Calm = 15_000;
}
