namespace Guildhall.Cluster.Actors;

/// <summary>The bounds of one kind of actor.</summary>
public sealed record ActorHostOptions
{
    /// <summary>Messages that wait in one mailbox; the caller of the next one waits for room.</summary>
    public int MailboxCapacity { get; init; } = 4_096;

    /// <summary>Messages in one mailbox up to which other actors still find room: they do not stand in line with everybody else.</summary>
    public int DeliveryCapacity { get; init; } = 65_536;

    /// <summary>How long an actor waits for room in another's mailbox at most; then what it tells goes in all the same.</summary>
    public TimeSpan DeliveryPatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>An actor without messages for this long is dropped from memory, if it may.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often idle actors are looked for.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromMinutes(1);
}
