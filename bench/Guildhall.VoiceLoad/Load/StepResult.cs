namespace Guildhall.VoiceLoad.Load;

/// <summary>What one rate came to. Times in milliseconds, CPU in percent of a core.</summary>
internal sealed record StepResult(double Offered, double OutPerSecond, double Seconds, long Sent, long Expected, long Received)
{
    public long Lost => Expected - Received;

    public long Doubled { get; init; }

    public long Reordered { get; init; }

    public long Bad { get; init; }

    public long Checked { get; init; }

    public double P50 { get; init; }

    public double P99 { get; init; }

    public double P999 { get; init; }

    public double Worst { get; init; }

    public double ServerCpu { get; init; }

    public double ServerMicrosecondsEach { get; init; }

    public double LoadCpu { get; init; }

    public double OthersCpu { get; init; }

    /// <summary>How late the generator itself was at worst.</summary>
    public double Behind { get; init; }

    /// <summary>Datagrams that the kernel dropped for want of room in some socket of this machine.</summary>
    public long KernelDrops { get; init; }
}
