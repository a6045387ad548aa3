namespace Guildhall.Cluster.Actors;

/// <summary>The bounds of one kind of actor.</summary>
public sealed record ActorHostOptions
{
    /// <summary>Messages that wait in one mailbox; the caller of the next one waits for room.</summary>
    public int MailboxCapacity { get; init; } = 4_096;

    /// <summary>An actor without messages for this long is dropped from memory, if it may.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often idle actors are looked for.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromMinutes(1);
}
