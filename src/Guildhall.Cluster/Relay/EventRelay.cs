using Guildhall.Cluster.Actors;
using Guildhall.Protocol;

namespace Guildhall.Cluster.Relay;

/// <summary>
/// Carries events from actors to the nodes whose sessions may see them, one copy for each node. In one process the only
/// node is this one; the target is attached by the gateway role when it starts.
/// </summary>
public sealed class EventRelay(MessageCodec? roundTrip = null)
{
    private IRelayTarget? _local;

    /// <summary>Attaches this node's sessions. Without them (no gateway role) events have no receiver.</summary>
    public void Attach(IRelayTarget local) => _local = local;

    public ValueTask Publish(AudienceId audience, RelayEvent dispatch, CancellationToken cancel) =>
        Post(new RelayMessage.Publish(audience, dispatch), cancel);

    public ValueTask PublishExcept(AudienceId audience, UserId except, RelayEvent dispatch, CancellationToken cancel) =>
        Post(new RelayMessage.Publish(audience, dispatch, except), cancel);

    public ValueTask Send(IReadOnlyList<SessionRef> sessions, RelayEvent dispatch, CancellationToken cancel) =>
        sessions.Count == 0 ? ValueTask.CompletedTask : Post(new RelayMessage.Send(sessions, dispatch), cancel);

    public ValueTask Subscribe(SessionRef session, IReadOnlyList<AudienceId> audiences, RelayEvent? welcome, CancellationToken cancel) =>
        Post(new RelayMessage.Subscribe(session, audiences, welcome), cancel);

    public ValueTask Unsubscribe(SessionRef session, IReadOnlyList<AudienceId> audiences, CancellationToken cancel) =>
        Post(new RelayMessage.Unsubscribe(session, audiences), cancel);

    public ValueTask Close(IReadOnlyList<SessionRef> sessions, GatewayCloseCode code, CancellationToken cancel) =>
        sessions.Count == 0 ? ValueTask.CompletedTask : Post(new RelayMessage.Close(sessions, code), cancel);

    /// <summary>Every session of an audience, on every node.</summary>
    public ValueTask<IReadOnlyList<ConnectedSession>> SessionsIn(AudienceId audience, CancellationToken cancel) =>
        _local is null ? ValueTask.FromResult<IReadOnlyList<ConnectedSession>>([]) : _local.SessionsIn(audience, cancel);

    private ValueTask Post(RelayMessage message, CancellationToken cancel)
    {
        if (_local is null) return ValueTask.CompletedTask;
        return _local.Post(roundTrip is null ? message : roundTrip.RoundTrip(message), cancel);
    }
}
