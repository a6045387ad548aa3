namespace Guildhall.Media.Scanning;

/// <summary>What the operator decided about looking for viruses in uploads.</summary>
public sealed record ScanOptions
{
    /// <summary>Where clamd listens; null scans nothing.</summary>
    public ScannerAddress? Scanner { get; init; }

    /// <summary>Keeps infected files aside instead of deleting them.</summary>
    public bool KeepInfected { get; init; }

    /// <summary>Takes files in unseen while the scanner cannot be asked, instead of refusing them.</summary>
    public bool AcceptUnscanned { get; init; }

    /// <summary>How long one file may take, waiting for its turn aside.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}
