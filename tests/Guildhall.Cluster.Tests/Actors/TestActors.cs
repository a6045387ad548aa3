using System.Collections.Concurrent;
using Guildhall.Cluster.Actors;
using Guildhall.Testing;

namespace Guildhall.Cluster.Tests;

/// <summary>A host of scripted actors with a manual clock and a log that is read: what each test of the host starts from.</summary>
internal sealed class TestActors : IAsyncDisposable
{
    /// <summary>A test that hangs fails after this long instead of holding up the run; no behaviour depends on it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public TestActors(Func<int, IActorMessage, Turn, ValueTask> receive, ActorHostOptions? options = null, MessageCodec? roundTrip = null)
    {
        Activating = (id, _) => ValueTask.FromResult<Actor>(new ScriptedActor((message, turn) => receive(id, message, turn)));
        Host = new ActorHost<int>("Scripted", Activate, options ?? new ActorHostOptions(), Time, Log, roundTrip);
    }

    public ManualTime Time { get; } = new();

    public CollectedLog Log { get; } = new();

    public ActorHost<int> Host { get; }

    /// <summary>How often each id has been activated.</summary>
    public ConcurrentDictionary<int, int> Activations { get; } = new();

    /// <summary>What activation does; a test may replace it.</summary>
    public Func<int, IActorContext, ValueTask<Actor>> Activating { get; set; }

    public async Task<Result<Answer>> Ask(IAsk<Answer> message, int id = 1, CancellationToken cancel = default) =>
        await Host.Ask(id, message, cancel).AsTask().WaitAsync(Patience, CancellationToken.None);

    public async Task Tell(IActorMessage message, int id = 1) =>
        await Host.Tell(id, message, CancellationToken.None).AsTask().WaitAsync(Patience);

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    /// <summary>Answers every echo; what most tests let their actor do.</summary>
    public static ValueTask Echoes(int id, IActorMessage message, Turn turn)
    {
        switch (message)
        {
            case Echo echo: turn.Reply<Answer>(new Answer(echo.Number)); break;
            case Crash: throw new InvalidOperationException("asked to");
            case Hold or Release: turn.Reply<Answer>(new Answer(0)); break;
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask<Actor> Activate(int id, IActorContext context)
    {
        Activations.AddOrUpdate(id, 1, static (_, count) => count + 1);
        return Activating(id, context);
    }
}
