namespace Guildhall.Cluster.Actors;

/// <summary>
/// Something that lives: one mailbox, one reader, plain fields. It decides on memory and hands what follows
/// (a commit, an answer, events) to its <see cref="Turn"/>. It never locks, never blocks and shares nothing mutable.
/// An exception out of <see cref="Receive"/> is a bug: the host drops this instance and activates a new one from the store.
/// </summary>
public abstract class Actor
{
    /// <summary>False while the actor holds something that only memory knows, such as connected sessions.</summary>
    public virtual bool MayGoIdle => true;

    /// <summary>Handles one message. While it awaits, the mailbox waits too, so await only the store.</summary>
    public abstract ValueTask Receive(IActorMessage message, Turn turn);
}
