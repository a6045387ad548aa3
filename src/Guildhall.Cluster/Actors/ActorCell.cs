using Guildhall.Cluster.Figures;
using Guildhall.Protocol;
using Microsoft.Extensions.Logging;

namespace Guildhall.Cluster.Actors;

/// <summary>
/// The mailbox of one actor and the loop that reads it. An idle cell owns no task, timer or buffer.
/// The short lock (the cell) guards the mailbox; the actor never sees it, and none of its code but MayGoIdle runs under it.
/// </summary>
internal sealed class ActorCell<TId> : IActorContext, ITurnOwner, IThreadPoolWorkItem
    where TId : notnull
{
    private readonly ActorHost<TId> _host;
    private PendingTurns? _pending;
    private Mailbox _mailbox;
    private WaitingLine? _waiting;
    private Actor? _actor;
    private int _generation;
    private bool _running;
    private bool _closed;
    private volatile bool _mustRestart;

    public ActorCell(ActorHost<TId> host, TId id)
    {
        _host = host;
        Id = id;
        LastActive = host.Time.GetTimestamp();
    }

    public TId Id { get; }

    /// <summary>When the last message was taken, in the host's timestamps.</summary>
    public long LastActive { get; private set; }

    /// <summary>Counts the activations: what an earlier instance has asked for later is not for this one.</summary>
    public int Generation => Volatile.Read(ref _generation);

    ILogger ITurnOwner.Log => _host.Log;

    PendingTurns? ITurnOwner.Pending => _pending;

    ActorFigures ITurnOwner.Figures => _host.Figures;

    /// <summary>
    /// Puts a message into the mailbox. While it is full, senders wait in the order in which they came; one that cancels
    /// before its turn leaves nothing behind. Other actors find room where others wait, and do not wait for ever (see
    /// <see cref="ActorHost{TId}.Deliver"/>). False when the cell has closed: ask the host for a new one.
    /// </summary>
    public ValueTask<bool> Post(Envelope envelope, CancellationToken cancel)
    {
        LinkedListNode<WaitingSender> sender;
        envelope.PostedAt = _host.Figures.Now;
        lock (this)
        {
            if (_closed) return ValueTask.FromResult(false);
            if (_mailbox.Count < RoomFor(envelope))
            {
                Accept(envelope);
                RunUnlessRunning();
                return ValueTask.FromResult(true);
            }

            sender = (_waiting ??= new WaitingLine()).Add(envelope);
        }

        return new ValueTask<bool>(WaitForRoom(sender, cancel));
    }

    public void TellSelfAfter(TimeSpan delay, IActorMessage message) => _host.TellLater(this, delay, message);

    /// <summary>Closes an idle cell; true when it is gone and may be forgotten.</summary>
    public bool TryClose()
    {
        lock (this)
        {
            if (_running || _mailbox.Count > 0 || _pending is { IsEmpty: false } || _actor is { MayGoIdle: false }) return false;
            _closed = true;
            return true;
        }
    }

    /// <summary>Completes when everything in the mailbox so far is handled, durable and told.</summary>
    public Task Settled()
    {
        lock (this)
        {
            if (_closed || (!_running && _mailbox.Count == 0)) return _pending?.Settled() ?? Task.CompletedTask;
            var mark = new SettleMark();
            _mailbox.Enqueue(new Envelope(mark, null));
            RunUnlessRunning();
            return mark.Reached.Task;
        }
    }

    void ITurnOwner.LaneBroke()
    {
        _mustRestart = true;
        lock (this)
        {
            if (!_closed) RunUnlessRunning();
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = Run();

    private void RunUnlessRunning()
    {
        if (_running) return;
        _running = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private int RoomFor(Envelope envelope) => envelope.IsDelivery ? _host.Options.DeliveryCapacity : _host.Options.MailboxCapacity;

    private void Accept(Envelope envelope)
    {
        _mailbox.Enqueue(envelope);
        _host.Figures.CountAccepted();
    }

    private async Task<bool> WaitForRoom(LinkedListNode<WaitingSender> sender, CancellationToken cancel)
    {
        try
        {
            if (sender.Value.Envelope.IsDelivery) await sender.Value.Task.WaitAsync(_host.Options.DeliveryPatience, _host.Time, cancel);
            else await sender.Value.Task.WaitAsync(cancel);
        }
        catch (TimeoutException)
        {
            GoInAllTheSame(sender);
        }
        catch (OperationCanceledException)
        {
            lock (this)
            {
                if (sender.List is { } waiting)
                {
                    waiting.Remove(sender);
                    throw;
                }
            }

            // Room came in the same moment: the message is in, and an accepted message runs.
        }

        return true;
    }

    // It has waited long enough: whom it waits for may be waiting for it. Not to be lost comes before the bound.
    private void GoInAllTheSame(LinkedListNode<WaitingSender> sender)
    {
        lock (this)
        {
            if (sender.List is not { } line) return;
            line.Remove(sender);
            Accept(sender.Value.Envelope);
            RunUnlessRunning();
        }

        _host.Figures.CountForced();
    }

    private async Task Run()
    {
        while (true)
        {
            // At once, not on the next message: sessions of a failed guild wait for the new instance to find them.
            if (_mustRestart) await Restart();
            if (!TryTake(out var envelope)) return;
            if (envelope is null) continue;
            if (envelope.Message is SettleMark mark)
            {
                _ = Reach(mark);
                continue;
            }

            LastActive = _host.Figures.Now;
            _host.Figures.Waited(envelope.PostedAt, LastActive);
            await Handle(envelope);
        }
    }

    /// <summary>False when the loop ends; true without an envelope when the actor has to restart first.</summary>
    private bool TryTake(out Envelope? envelope)
    {
        WaitingSender? admitted = null;
        lock (this)
        {
            envelope = _mailbox.Dequeue();
            if (envelope is null)
            {
                _running = _mustRestart;
                if (_pending is { IsAtRest: true }) _pending = null;
                return _running;
            }

            if (_waiting?.First is { } first && _mailbox.Count < RoomFor(first.Value.Envelope))
            {
                admitted = first.Value;
                first.List!.Remove(first);
                if (_waiting.IsEmpty) _waiting = null;
                Accept(admitted.Envelope);
            }
        }

        admitted?.TrySetResult();
        return true;
    }

    private async Task Reach(SettleMark mark)
    {
        if (_pending is { } pending) await pending.Settled();
        mark.Reached.TrySetResult();
    }

    private async ValueTask Handle(Envelope envelope)
    {
        if (_mustRestart) await Restart();
        if (_actor is null && !await TryActivate())
        {
            envelope.Asker?.Refuse(new Failure.Overloaded());
            return;
        }

        var turn = new Turn(envelope, this);
        var began = LastActive;
        try
        {
            await _actor!.Receive(envelope.Message, turn);
            turn.DecidedAt = _host.Figures.Decided(began);
        }
        catch (Exception bug)
        {
            _host.Log.ActorCrashed(bug, _host.Kind, Id, envelope.Message.GetType().Name);
            _host.Figures.CountCrash();
            turn.Abandon(new Failure.Internal());
            _mustRestart = true;
            // A write it had begun must be known before the store is read again.
            if (turn.Durable is not null) await Pending().Add(turn);
            return;
        }

        if (turn.Durable is null && _pending is null or { IsAtRest: true } && turn.TryTellAtOnce()) return;
        await Pending().Add(turn);
    }

    // An idle actor has none: it is made for the first turn that waits for something.
    private PendingTurns Pending() => _pending ??= new PendingTurns(this);

    private async ValueTask Restart()
    {
        if (_pending is { } pending) await pending.Settled();
        _actor = null;
        _mustRestart = false;
        _pending?.Mend();
        await TryActivate();
    }

    private async ValueTask<bool> TryActivate()
    {
        try
        {
            Interlocked.Increment(ref _generation);
            _actor = await _host.Activate(Id, this);
            return true;
        }
        catch (Exception bug)
        {
            _host.Log.ActivationFailed(bug, _host.Kind, Id);
            _host.Figures.CountCrash();
            return false;
        }
    }
}
