namespace Guildhall.Cluster.Figures;

/// <summary>What the actors of one kind do, counted, and how long the parts of their turns take.</summary>
/// <param name="kind">The name of the kind, such as "Guild".</param>
/// <param name="time">The clock of their host.</param>
public sealed class ActorFigures(string kind, TimeProvider time)
{
    private readonly Stage _mailbox = new("mailbox", Name(kind));
    private readonly Stage _decide = new("decide", Name(kind));
    private readonly Stage _commit = new("commit", Name(kind));
    private readonly Stage _relay = new("relay", Name(kind));
    private long _accepted;
    private long _handled;
    private long _crashes;
    private long _forced;

    /// <summary>What the label "actor" says.</summary>
    public string Actor { get; } = Name(kind);

    /// <summary>Messages put into mailboxes.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Messages handled.</summary>
    public long Handled => Interlocked.Read(ref _handled);

    /// <summary>Messages that wait in mailboxes now, of all actors together.</summary>
    public long Waiting => Math.Max(0, Accepted - Handled);

    /// <summary>How often an actor of this kind has failed since the start.</summary>
    public long Crashes => Interlocked.Read(ref _crashes);

    /// <summary>Messages of other actors that went into a full mailbox after they had waited for room as long as they may.</summary>
    public long Forced => Interlocked.Read(ref _forced);

    internal long Now => time.GetTimestamp();

    internal void CountAccepted() => Interlocked.Increment(ref _accepted);

    internal void CountCrash() => Interlocked.Increment(ref _crashes);

    internal void CountForced() => Interlocked.Increment(ref _forced);

    /// <summary>A message was taken out of a mailbox.</summary>
    internal void Waited(long postedAt, long takenAt)
    {
        Interlocked.Increment(ref _handled);
        _mailbox.Took(time, postedAt, takenAt);
    }

    /// <summary>An actor has decided; the timestamp of now.</summary>
    internal long Decided(long takenAt)
    {
        var now = Now;
        _decide.Took(time, takenAt, now);
        return now;
    }

    /// <summary>What was decided is durable, and so is what came before it; the timestamp of now.</summary>
    internal long Committed(long decidedAt)
    {
        var now = Now;
        _commit.Took(time, decidedAt, now);
        return now;
    }

    /// <summary>The answer is given and the events are with the shards.</summary>
    internal void Told(long committedAt) => _relay.Took(time, committedAt, Now);

    private static string Name(string kind) => kind.ToLowerInvariant();
}
