namespace Guildhall.Storage.Blobs;

/// <summary>What an inspection found in a file before it became a blob.</summary>
/// <param name="Kind">The finding.</param>
/// <param name="Signature">The name of what was found; null for nothing.</param>
public sealed record BlobVerdict(BlobVerdict.Finding Kind, string? Signature = null)
{
    public static readonly BlobVerdict Clean = new(Finding.Clean);

    /// <summary>Nobody could look, and what nobody has looked at stays out.</summary>
    public static readonly BlobVerdict Unchecked = new(Finding.Unchecked);

    /// <summary>The kinds of finding.</summary>
    public enum Finding
    {
        Clean,

        /// <summary>Deleted.</summary>
        Infected,

        /// <summary>Kept aside, in the folder <c>quarantine</c> beside the blobs.</summary>
        InfectedKeptAside,
        Unchecked,
    }
}

/// <summary>Looks at a whole file before it becomes a blob.</summary>
public delegate ValueTask<BlobVerdict> InspectBlob(Stream content, CancellationToken cancel);

/// <summary>A file was not taken in. Nothing of it is a blob.</summary>
public sealed class BlobRefusedException(BlobVerdict verdict) : Exception($"The file was not taken in: {verdict.Kind}.")
{
    public BlobVerdict Verdict { get; } = verdict;

    /// <summary>The field of the request that brought it, as a dotted path; set by whoever knows it.</summary>
    public string? Field { get; set; }
}
