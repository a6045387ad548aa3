namespace Guildhall.Voice.Media;

/// <summary>Processor time of the calling thread, where the system tells.</summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>Nanoseconds, or <paramref name="busyNs"/> where they cannot be had.</summary>
    public static unsafe long CpuNs(long busyNs)
    {
        if (!LinuxDatagramPort.IsSupported) return busyNs;
        DatagramLibc.TimeValue value;
        return DatagramLibc.GetClock(ThreadCpuTime, &value) == 0 ? value.Seconds * 1_000_000_000 + value.Nanoseconds : busyNs;
    }
}
