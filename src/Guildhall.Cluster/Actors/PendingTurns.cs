using Guildhall.Protocol;
using Microsoft.Extensions.Logging;

namespace Guildhall.Cluster.Actors;

/// <summary>
/// The turns of one actor whose writes are under way, oldest first. Deciding goes on while they wait (that is what makes
/// the store's group commit cheap); their effects run strictly in order. Holds nothing while there are none.
/// </summary>
internal sealed class PendingTurns(ILogger log, Action onFailedCommit)
{
    /// <summary>Turns that may wait for their commit at a time; the next one makes the actor wait.</summary>
    public const int Capacity = 1_024;

    private readonly Lock _gate = new();
    private Queue<Turn>? _queue;
    private TaskCompletionSource? _roomOrEmpty;

    /// <summary>True when a turn without a commit may run its effects at once.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate) return _queue is null || _queue.Count == 0;
        }
    }

    /// <summary>Adds a turn behind the others; completes when there is room for another.</summary>
    public async ValueTask Add(Turn turn)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                _queue ??= new Queue<Turn>();
                if (_queue.Count < Capacity)
                {
                    _queue.Enqueue(turn);
                    if (_queue.Count == 1) _ = Pump();
                    return;
                }

                room = (_roomOrEmpty ??= NewSignal()).Task;
            }

            await room;
        }
    }

    /// <summary>Completes when every turn added so far has run its effects or failed.</summary>
    public async Task Settled()
    {
        while (true)
        {
            Task change;
            lock (_gate)
            {
                if (_queue is null || _queue.Count == 0) return;
                change = (_roomOrEmpty ??= NewSignal()).Task;
            }

            await change;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task Pump()
    {
        while (true)
        {
            Turn turn;
            lock (_gate)
            {
                if (_queue!.Count == 0) return;
                turn = _queue.Peek();
            }

            await Finish(turn);
            TaskCompletionSource? signal;
            bool more;
            lock (_gate)
            {
                _queue.Dequeue();
                more = _queue.Count > 0;
                signal = _roomOrEmpty;
                _roomOrEmpty = null;
            }

            signal?.TrySetResult();
            if (!more) return;
        }
    }

    private async ValueTask Finish(Turn turn)
    {
        try
        {
            if (turn.Durable is { } durable) await durable;
        }
        catch (Exception lost)
        {
            log.CommitFailed(lost);
            turn.Refuse(new Failure.Internal());
            onFailedCommit();
            return;
        }

        try
        {
            await turn.RunEffects();
        }
        catch (Exception bug)
        {
            log.EffectFailed(bug);
            turn.Refuse(new Failure.Internal());
        }
    }
}
