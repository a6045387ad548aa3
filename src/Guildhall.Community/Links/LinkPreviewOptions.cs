using System.Collections.Frozen;

namespace Guildhall.Community.Links;

/// <summary>What an operator decides about reaching out to addresses that people write.</summary>
public sealed record LinkPreviewOptions
{
    /// <summary>False: nothing is ever fetched.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>Names and addresses that may be fetched from though they are not public, on any port; for networks of one's own.</summary>
    public IReadOnlySet<string> AllowedHosts { get; init; } = FrozenSet<string>.Empty;

    /// <summary>How one link may take in all, with its redirects.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(8);
}
