using System.Threading.Channels;
using Guildhall.Cluster.Relay;
using Microsoft.Extensions.Logging;

namespace Guildhall.Gateway.Sessions;

/// <summary>
/// Tells the backend of sessions that are gone, some at a time and away from the shards. Each session ends once, so the queue
/// fills only when more sessions end at a time than a node can hold; past that the presence of their users stays as it was.
/// </summary>
internal sealed class Farewells(IGatewayBackend backend, ILogger log)
{
    private readonly Channel<(SessionRef Session, UserId User)> _queue =
        Channel.CreateBounded<(SessionRef, UserId)>(GatewayLimits.FarewellsWaiting);

    public void Say(SessionRef session, UserId user)
    {
        if (!_queue.Writer.TryWrite((session, user))) log.FarewellDropped(session.Value);
    }

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
