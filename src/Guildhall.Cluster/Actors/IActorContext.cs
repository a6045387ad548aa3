namespace Guildhall.Cluster.Actors;

/// <summary>What an actor may use of its host.</summary>
public interface IActorContext
{
    /// <summary>Tells the actor itself something after a while, unless it has gone or restarted by then: an activation arms its own timers.</summary>
    void TellSelfAfter(TimeSpan delay, IActorMessage message);
}
