using Guildhall.Protocol;

namespace Guildhall.Cluster.Actors;

/// <summary>
/// One message's handling and what follows from it. Effects (the answer, events, tells) run in order, after the turn's
/// commit is durable and after the effects of every earlier turn: what leaves an actor is always true in the store.
/// </summary>
public sealed class Turn
{
    private readonly Envelope _envelope;
    private readonly ITurnOwner _owner;
    private List<Func<ValueTask>>? _effects;
    private List<Action>? _beforeAnswer;
    private object? _reply;
    private Failure? _refusal;
    private Task? _telling;
    private bool _isAnswered;

    internal Turn(Envelope envelope, ITurnOwner owner)
    {
        _envelope = envelope;
        _owner = owner;
    }

    /// <summary>The write that must be durable before anything of this turn is told; null when it changes nothing.</summary>
    internal Task? Durable { get; private set; }

    /// <summary>When its actor had decided, in the timestamps of the host's clock.</summary>
    internal long DecidedAt { get; set; }

    /// <summary>The turn behind this one; <see cref="PendingTurns"/>' own.</summary>
    internal Turn? Next { get; set; }

    /// <summary>Makes the effects of this turn wait for a write. A failed write restarts the actor from the store.</summary>
    public void Commit(Task durable) =>
        Durable = Durable is null ? durable : Task.WhenAll(Durable, durable);

    /// <summary>Adds an effect; it may await (a full mailbox elsewhere) without stopping this actor's next turns. One that fails is logged, and the others run.</summary>
    public void Then(Func<ValueTask> effect) => (_effects ??= []).Add(effect);

    /// <summary>
    /// Adds what must have happened once the answer is there: a memory that others read instead of asking this actor is brought up to date.
    /// Runs after the turn's commit; one that fails is logged.
    /// </summary>
    public void BeforeAnswer(Action update) => (_beforeAnswer ??= []).Add(update);

    /// <summary>Sets the answer; given after the turn's commit, before the other effects.</summary>
    public void Reply<T>(Result<T> reply) => _reply = reply;

    /// <summary>Sets a failure as the answer, also when the actor does not know the type that was asked for.</summary>
    public void Refuse(Failure failure) => _refusal = failure;

    /// <summary>Waits until the write of every earlier turn is durable, so that a read of the store sees it.</summary>
    public Task Settled() => _owner.Pending?.Stored() ?? Task.CompletedTask;

    /// <summary>Runs the effects of a turn that waits for nothing. False when one of them awaits: then the turn goes behind the pending ones.</summary>
    internal bool TryTellAtOnce()
    {
        var telling = Tell();
        if (telling.IsCompletedSuccessfully) return true;
        _telling = telling.AsTask();
        return false;
    }

    /// <summary>Answers and runs the effects, once. Never throws.</summary>
    internal ValueTask Tell() => _telling is null ? RunEffects() : new ValueTask(_telling);

    /// <summary>Refuses the asker and forgets the effects.</summary>
    internal void Abandon(Failure failure)
    {
        _effects = null;
        _beforeAnswer = null;
        _reply = null;
        RefuseNow(failure);
    }

    private async ValueTask RunEffects()
    {
        Update();
        Answer();
        for (var index = 0; index < _effects?.Count; index++)
        {
            try
            {
                await _effects[index]();
            }
            catch (Exception bug)
            {
                _owner.Log.EffectFailed(bug);
            }
        }

        // An effect may have found the answer; an asker without one would wait for ever.
        Answer();
        if (_isAnswered || _envelope.Asker is null) return;
        _owner.Log.Unanswered(_envelope.Message.GetType().Name);
        RefuseNow(new Failure.Internal());
    }

    private void Update()
    {
        for (var index = 0; index < _beforeAnswer?.Count; index++)
        {
            try
            {
                _beforeAnswer[index]();
            }
            catch (Exception bug)
            {
                _owner.Log.EffectFailed(bug);
            }
        }
    }

    private void Answer()
    {
        if (_isAnswered) return;
        if (_refusal is not null) RefuseNow(_refusal);
        if (_reply is null || _isAnswered) return;
        try
        {
            _envelope.Asker?.Accept(_reply);
            _isAnswered = true;
        }
        catch (Exception bug)
        {
            _owner.Log.EffectFailed(bug);
            RefuseNow(new Failure.Internal());
        }
    }

    private void RefuseNow(Failure failure)
    {
        _isAnswered = true;
        _envelope.Asker?.Refuse(failure);
    }
}
