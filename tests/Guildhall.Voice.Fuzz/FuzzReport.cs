namespace Guildhall.Voice.Fuzz;

/// <summary>What a run came to.</summary>
internal sealed record FuzzReport(long Inputs, IReadOnlyList<FuzzFinding> Findings, long ManagedGrowth, long ResidentGrowth)
{
    /// <summary>Bytes that the managed heap may have grown by between the run's first part and its end.</summary>
    public const long ManagedMost = 8L << 20;

    /// <summary>The same of the process, whose heaps keep some of what is freed.</summary>
    public const long ResidentMost = 64L << 20;

    public bool IsClean => Findings.Count == 0 && ManagedGrowth <= ManagedMost && ResidentGrowth <= ResidentMost;
}
