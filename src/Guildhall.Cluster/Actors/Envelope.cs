namespace Guildhall.Cluster.Actors;

/// <summary>A message in a mailbox and who waits for the answer; also the link to the message behind it.</summary>
internal sealed class Envelope(IActorMessage message, IReplySink? asker)
{
    public IActorMessage Message => message;

    public IReplySink? Asker => asker;

    /// <summary>True for what another actor tells: see <see cref="ActorHost{TId}.Deliver"/>.</summary>
    public bool IsDelivery { get; init; }

    /// <summary>When it was posted, in the timestamps of its host's clock: how long it waits is measured from here.</summary>
    public long PostedAt { get; set; }

    /// <summary>The next in the same mailbox; the mailbox's own.</summary>
    public Envelope? Next { get; set; }
}

/// <summary>A sender whose message waits for room in a full mailbox; completed when the message is in.</summary>
internal sealed class WaitingSender(Envelope envelope) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Envelope Envelope => envelope;
}

/// <summary>Who waits for room in a full mailbox: other actors come before everybody else, each in the order in which they came.</summary>
internal sealed class WaitingLine
{
    private readonly LinkedList<WaitingSender> _actors = [];
    private readonly LinkedList<WaitingSender> _others = [];

    public bool IsEmpty => First is null;

    /// <summary>Who is next.</summary>
    public LinkedListNode<WaitingSender>? First => _actors.First ?? _others.First;

    public LinkedListNode<WaitingSender> Add(Envelope envelope) => (envelope.IsDelivery ? _actors : _others).AddLast(new WaitingSender(envelope));
}

/// <summary>Goes through a mailbox like a message and completes when everything before it is durable and told.</summary>
internal sealed class SettleMark : IActorMessage
{
    public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
