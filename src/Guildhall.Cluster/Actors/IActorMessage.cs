namespace Guildhall.Cluster.Actors;

/// <summary>
/// Something an actor is told. Always a serialisable record of plain values, so that the actor may live on another node;
/// <see cref="MessageCodec"/> is what holds it to that.
/// </summary>
public interface IActorMessage;

/// <summary>Something an actor is asked; the answer is a <typeparamref name="TReply"/> or a failure.</summary>
public interface IAsk<TReply> : IActorMessage;
