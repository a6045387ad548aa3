using Guildhall.Protocol;

namespace Guildhall.Cluster.Actors;

/// <summary>
/// One message's handling and what follows from it. Effects (the answer, events, tells) run in order, after the turn's
/// commit is durable and after the effects of every earlier turn: what leaves an actor is always true in the store.
/// </summary>
public sealed class Turn
{
    private readonly IReplySink? _asker;
    private readonly PendingTurns _earlier;
    private List<Func<ValueTask>>? _effects;
    private object? _reply;

    internal Turn(IReplySink? asker, PendingTurns earlier)
    {
        _asker = asker;
        _earlier = earlier;
    }

    /// <summary>The write that must be durable before anything of this turn is told; null when it changes nothing.</summary>
    internal Task? Durable { get; private set; }

    /// <summary>True when nothing waits for anything: the effects may run at once.</summary>
    internal bool HasEffects => _effects is not null || _reply is not null;

    /// <summary>Makes the effects of this turn wait for a write. A failed write restarts the actor from the store.</summary>
    public void Commit(Task durable) =>
        Durable = Durable is null ? durable : Task.WhenAll(Durable, durable);

    /// <summary>Adds an effect; it may await (a full mailbox elsewhere) without stopping this actor's next turns.</summary>
    public void Then(Func<ValueTask> effect) => (_effects ??= []).Add(effect);

    /// <summary>Sets the answer; given after the other effects' commit, before the other effects.</summary>
    public void Reply<T>(Result<T> reply) => _reply = reply;

    /// <summary>Answers with a failure when the actor does not know the type that was asked for.</summary>
    public void Refuse(Failure failure) => _asker?.Refuse(failure);

    /// <summary>Waits until every earlier turn is durable, so that a read of the store sees it.</summary>
    public Task Settled() => _earlier.Settled();

    internal async ValueTask RunEffects()
    {
        if (_reply is not null) _asker?.Accept(_reply);
        if (_effects is null) return;
        foreach (var effect in _effects) await effect();
    }

}
