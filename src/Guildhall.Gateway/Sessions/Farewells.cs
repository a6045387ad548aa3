using System.Threading.Channels;
using Guildhall.Cluster.Relay;
using Microsoft.Extensions.Logging;

namespace Guildhall.Gateway.Sessions;

/// <summary>
/// Tells the backend of sessions that are gone, some at a time and away from the shards. The queue is bounded by the number of
/// sessions, since each ends once.
/// </summary>
internal sealed class Farewells(IGatewayBackend backend, ILogger log)
{
    private readonly Channel<(SessionRef Session, UserId User)> _queue = Channel.CreateUnbounded<(SessionRef, UserId)>();

    public void Say(SessionRef session, UserId user) => _queue.Writer.TryWrite((session, user));

    /// <summary>No more will come; <see cref="Run"/> ends when the rest is told.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Tells until <see cref="Complete"/>.</summary>
    public Task Run(CancellationToken cancel) =>
        Task.WhenAll(Enumerable.Range(0, GatewayLimits.FarewellsAtOnce).Select(_ => Tell(cancel)));

    private async Task Tell(CancellationToken cancel)
    {
        await foreach (var (session, user) in _queue.Reader.ReadAllAsync(cancel))
        {
            try
            {
                await backend.SessionEnded(session, user, cancel);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.FarewellFailed(fault, session.Value);
            }
        }
    }
}
