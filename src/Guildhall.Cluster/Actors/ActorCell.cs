using Guildhall.Protocol;
using Microsoft.Extensions.Logging;

namespace Guildhall.Cluster.Actors;

/// <summary>
/// The mailbox of one actor and the loop that reads it. An idle cell owns no task, timer or buffer.
/// The short lock is the mailbox's own; the actor never sees it.
/// </summary>
internal sealed class ActorCell<TId> : IActorContext, IThreadPoolWorkItem
    where TId : notnull
{
    private readonly ActorHost<TId> _host;
    private readonly Lock _gate = new();
    private readonly PendingTurns _pending;
    private Queue<Envelope>? _mailbox;
    private Queue<TaskCompletionSource>? _waiters;
    private Actor? _actor;
    private bool _running;
    private bool _closed;
    private volatile bool _mustRestart;

    public ActorCell(ActorHost<TId> host, TId id)
    {
        _host = host;
        Id = id;
        _pending = new PendingTurns(host.Log, () => _mustRestart = true);
    }

    public TId Id { get; }

    /// <summary>When the last message was taken, in the host's timestamps.</summary>
    public long LastActive { get; private set; }

    /// <summary>Puts a message into the mailbox, waiting while it is full. False when the cell has closed: ask the host for a new one.</summary>
    public async ValueTask<bool> Post(Envelope envelope, CancellationToken cancel)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_closed) return false;
                _mailbox ??= new Queue<Envelope>();
                if (_mailbox.Count < _host.Options.MailboxCapacity)
                {
                    _mailbox.Enqueue(envelope);
                    if (!_running)
                    {
                        _running = true;
                        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    }

                    return true;
                }

                var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                (_waiters ??= new Queue<TaskCompletionSource>()).Enqueue(waiter);
                room = waiter.Task;
            }

            await room.WaitAsync(cancel);
        }
    }

    public void TellSelfAfter(TimeSpan delay, IActorMessage message) => _host.TellLater(this, delay, message);

    /// <summary>Closes an idle cell; true when it is gone and may be forgotten.</summary>
    public bool TryClose()
    {
        lock (_gate)
        {
            if (_running || _mailbox is { Count: > 0 } || !_pending.IsEmpty || _actor is { MayGoIdle: false }) return false;
            _closed = true;
            return true;
        }
    }

    /// <summary>Completes when everything taken so far is durable and told.</summary>
    public Task Settled() => _pending.Settled();

    void IThreadPoolWorkItem.Execute() => _ = Run();

    private async Task Run()
    {
        while (Take() is { } envelope)
        {
            LastActive = _host.Time.GetTimestamp();
            await Handle(envelope);
        }
    }

    private Envelope? Take()
    {
        TaskCompletionSource? waiter = null;
        Envelope envelope;
        lock (_gate)
        {
            if (_mailbox is null || !_mailbox.TryDequeue(out envelope))
            {
                _running = false;
                _mailbox = null;
                return null;
            }

            _waiters?.TryDequeue(out waiter);
        }

        waiter?.TrySetResult();
        return envelope;
    }

    private async ValueTask Handle(Envelope envelope)
    {
        if (!await EnsureActive())
        {
            envelope.Asker?.Refuse(new Failure.Overloaded());
            return;
        }

        var turn = new Turn(envelope.Asker, _pending);
        try
        {
            await _actor!.Receive(envelope.Message, turn);
        }
        catch (Exception bug)
        {
            _host.Log.ActorCrashed(bug, _host.Kind, Id, envelope.Message.GetType().Name);
            _host.CountCrash();
            envelope.Asker?.Refuse(new Failure.Internal());
            _mustRestart = true;
            return;
        }

        if (turn.Durable is null && _pending.IsEmpty) await FinishAtOnce(turn);
        else await _pending.Add(turn);
    }

    private async ValueTask FinishAtOnce(Turn turn)
    {
        try
        {
            await turn.RunEffects();
        }
        catch (Exception bug)
        {
            _host.Log.EffectFailed(bug);
            turn.Refuse(new Failure.Internal());
        }
    }

    private async ValueTask<bool> EnsureActive()
    {
        if (_actor is not null && !_mustRestart) return true;
        await _pending.Settled();
        _actor = null;
        _mustRestart = false;
        try
        {
            _actor = await _host.Activate(Id, this);
            return true;
        }
        catch (Exception bug)
        {
            _host.Log.ActivationFailed(bug, _host.Kind, Id);
            _host.CountCrash();
            return false;
        }
    }
}

/// <summary>A message in a mailbox and who waits for the answer.</summary>
internal readonly record struct Envelope(IActorMessage Message, IReplySink? Asker);
