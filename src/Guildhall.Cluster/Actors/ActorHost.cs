using System.Collections.Concurrent;
using Guildhall.Cluster.Figures;
using Guildhall.Protocol;
using Microsoft.Extensions.Logging;

namespace Guildhall.Cluster.Actors;

/// <summary>
/// All actors of one kind on this node, by id: activated on the first message, dropped when idle, restarted from the
/// store when one fails (counted, logged, and felt by nobody else).
/// </summary>
public sealed class ActorHost<TId> : IAsyncDisposable
    where TId : notnull
{
    private readonly ConcurrentDictionary<TId, ActorCell<TId>> _cells = new();
    private readonly Func<TId, IActorContext, ValueTask<Actor>> _activate;
    private readonly MessageCodec? _roundTrip;
    private readonly ITimer _sweeper;

    /// <summary>Makes a host whose actors come from <paramref name="activate"/>.</summary>
    /// <param name="kind">The name in logs, such as "Guild".</param>
    /// <param name="activate">Loads the actor's state and makes the actor.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="time">The clock for idleness and delays.</param>
    /// <param name="log">Where failures are told.</param>
    /// <param name="roundTrip">When given, every message and answer goes through bytes, as it would between nodes.</param>
    public ActorHost(
        string kind,
        Func<TId, IActorContext, ValueTask<Actor>> activate,
        ActorHostOptions options,
        TimeProvider time,
        ILogger log,
        MessageCodec? roundTrip = null)
    {
        (Kind, _activate, Options, Time, Log, _roundTrip) = (kind, activate, options, time, log, roundTrip);
        Figures = new ActorFigures(kind, time);
        _sweeper = time.CreateTimer(_ => SweepIdle(), null, options.SweepEvery, options.SweepEvery);
    }

    /// <summary>Actors in memory.</summary>
    public int ActiveCount => _cells.Count;

    /// <summary>How often an actor of this kind has failed since the start.</summary>
    public long Crashes => Figures.Crashes;

    /// <summary>What these actors have done, and how long it took.</summary>
    public ActorFigures Figures { get; }

    internal string Kind { get; }

    internal ActorHostOptions Options { get; }

    internal TimeProvider Time { get; }

    internal ILogger Log { get; }

    /// <summary>Asks an actor and waits for its answer. A caller that leaves stops waiting; the accepted message still runs.</summary>
    public async ValueTask<Result<TReply>> Ask<TReply>(TId id, IAsk<TReply> message, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var asker = new LocalAsker<TReply>(_roundTrip);
        await Post(id, new Envelope(Carried(message), asker), cancel);
        return await asker.Task.WaitAsync(cancel);
    }

    /// <summary>Tells an actor something; completes when it is in the mailbox.</summary>
    public ValueTask Tell(TId id, IActorMessage message, CancellationToken cancel) => Post(id, new Envelope(Carried(message), null), cancel);

    /// <summary>
    /// What one actor tells another: never refused, and never kept waiting for longer than <see cref="ActorHostOptions.DeliveryPatience"/>,
    /// so that actors whose mailboxes are full cannot wait for each other. For the effects of turns alone.
    /// </summary>
    public ValueTask Deliver(TId id, IActorMessage message) =>
        Post(id, new Envelope(Carried(message), null) { IsDelivery = true }, CancellationToken.None);

    /// <summary>The ids of the actors in memory.</summary>
    public IReadOnlyCollection<TId> ActiveIds => (IReadOnlyCollection<TId>)_cells.Keys;

    /// <summary>True when an actor is in memory.</summary>
    public bool IsActive(TId id) => _cells.ContainsKey(id);

    /// <summary>Waits until every message accepted so far is handled, durable and told: the last step before the process ends.</summary>
    public Task Settled() => Task.WhenAll(_cells.Values.Select(cell => cell.Settled()));

    public async ValueTask DisposeAsync()
    {
        await _sweeper.DisposeAsync();
        await Settled();
    }

    internal ValueTask<Actor> Activate(TId id, IActorContext context) => _activate(id, context);

    internal void TellLater(ActorCell<TId> cell, TimeSpan delay, IActorMessage message)
    {
        var generation = cell.Generation;
        ITimer? timer = null;
        timer = Time.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                if (_cells.TryGetValue(cell.Id, out var current) && ReferenceEquals(current, cell) && cell.Generation == generation)
                    _ = cell.Post(new Envelope(message, null) { IsDelivery = true }, CancellationToken.None).AsTask();
            },
            null,
            delay,
            Timeout.InfiniteTimeSpan);
    }

    private IActorMessage Carried(IActorMessage message) => _roundTrip is null ? message : _roundTrip.RoundTrip(message);

    private async ValueTask Post(TId id, Envelope envelope, CancellationToken cancel)
    {
        while (true)
        {
            var cell = _cells.GetOrAdd(id, static (key, host) => new ActorCell<TId>(host, key), this);
            if (await cell.Post(envelope, cancel)) return;
            _cells.TryRemove(KeyValuePair.Create(id, cell));
        }
    }

    private void SweepIdle()
    {
        foreach (var (id, cell) in _cells)
        {
            if (Time.GetElapsedTime(cell.LastActive) < Options.IdleAfter) continue;
            if (cell.TryClose()) _cells.TryRemove(KeyValuePair.Create(id, cell));
        }
    }
}
