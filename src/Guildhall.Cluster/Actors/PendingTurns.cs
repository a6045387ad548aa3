using Guildhall.Cluster.Figures;
using Guildhall.Protocol;
using Microsoft.Extensions.Logging;

namespace Guildhall.Cluster.Actors;

/// <summary>Whose turns they are: the cell of the actor.</summary>
internal interface ITurnOwner
{
    ILogger Log { get; }

    ActorFigures Figures { get; }

    /// <summary>Its turns under way; null when there are none.</summary>
    PendingTurns? Pending { get; }

    /// <summary>A write was not stored: the actor's memory is ahead of the store and must go.</summary>
    void LaneBroke();
}

/// <summary>
/// The turns of one actor whose writes or effects are under way, oldest first. Deciding goes on while they wait (that is
/// what makes the store's group commit cheap); their effects run strictly in order. When a write is lost, every turn
/// behind it was decided on a state that does not exist and fails too, until the actor has been restarted.
/// Holds nothing while there are none.
/// </summary>
internal sealed class PendingTurns(ITurnOwner owner)
{
    /// <summary>Turns that may be under way at a time; the next one makes the actor wait.</summary>
    public const int Capacity = 1_024;

    private Turn? _first;
    private Turn? _last;
    private TaskCompletionSource? _changed;
    private uint _added;
    private uint _finished;
    private volatile bool _isBroken;

    public bool IsEmpty
    {
        get
        {
            lock (this) return _first is null;
        }
    }

    /// <summary>True when a turn without a write may run its effects without waiting for anything, and nobody would miss this object.</summary>
    public bool IsAtRest => IsEmpty && !_isBroken;

    /// <summary>Adds a turn behind the others; completes when it is in.</summary>
    public async ValueTask Add(Turn turn)
    {
        while (true)
        {
            Task change;
            lock (this)
            {
                if (_added - _finished < Capacity)
                {
                    if (!Append(turn)) return;
                    break;
                }

                change = NextChange();
            }

            await change;
        }

        // Outside the lock: effects run in here when the write is durable already.
        _ = Pump(turn);
    }

    /// <summary>Completes when every turn added so far has run its effects or failed.</summary>
    public async Task Settled()
    {
        uint target;
        lock (this) target = _added;
        while (true)
        {
            Task change;
            lock (this)
            {
                if ((int)(_finished - target) >= 0) return; // the counters may wrap
                change = NextChange();
            }

            await change;
        }
    }

    /// <summary>Completes when the write of every turn so far has succeeded or failed, whether told or not.</summary>
    public async Task Stored()
    {
        List<Task>? writes = null;
        lock (this)
        {
            for (var turn = _first; turn is not null; turn = turn.Next)
                if (turn.Durable is { IsCompleted: false } write) (writes ??= []).Add(write);
        }

        if (writes is not null) await Task.WhenAll(writes).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The actor starts again from the store; call it when nothing is pending.</summary>
    public void Mend() => _isBroken = false;

    /// <summary>True when it is the first, whose adder runs the pump.</summary>
    private bool Append(Turn turn)
    {
        var isFirst = _last is null;
        if (_last is null) _first = turn;
        else _last.Next = turn;
        _last = turn;
        _added++;
        return isFirst;
    }

    private Task NextChange() =>
        (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private async Task Pump(Turn? turn)
    {
        while (turn is not null)
        {
            await Finish(turn);
            TaskCompletionSource? changed;
            lock (this)
            {
                _first = turn = turn.Next;
                if (turn is null) _last = null;
                _finished++;
                (changed, _changed) = (_changed, null);
            }

            changed?.TrySetResult();
        }
    }

    private async ValueTask Finish(Turn turn)
    {
        var committedAt = 0L;
        try
        {
            if (turn.Durable is { } durable)
            {
                await durable;
                if (turn.DecidedAt != 0) committedAt = owner.Figures.Committed(turn.DecidedAt);
            }
        }
        catch (Exception lost)
        {
            Break(lost);
        }

        if (_isBroken)
        {
            turn.Abandon(new Failure.Internal());
            return;
        }

        await turn.Tell();
        if (committedAt != 0) owner.Figures.Told(committedAt);
    }

    private void Break(Exception lost)
    {
        if (_isBroken) return; // The writes behind a lost one are refused by the store; one line in the log says it all.
        owner.Log.CommitFailed(lost);
        _isBroken = true;
        owner.LaneBroke();
    }
}
