using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Fanout;

/// <summary>
/// The node's end of the relay: hands each message to the shards that hold its sessions, an event for an audience once to
/// every shard. Waits while a shard is full.
/// </summary>
internal sealed class SessionFanout(SessionShard[] shards, TimeProvider time) : IRelayTarget
{
    // What a message weighs beside its body.
    private const int Overhead = 64;

    public ValueTask Post(RelayMessage message, CancellationToken cancel) => message switch
    {
        RelayMessage.Publish publish => Publish(publish, cancel),
        RelayMessage.Send send => Send(send, cancel),
        RelayMessage.Subscribe subscribe => Subscribe(subscribe, cancel),
        RelayMessage.Unsubscribe unsubscribe => Of(unsubscribe.Session).PostBounded(
            new ShardItem(ShardItemKind.Unsubscribe, unsubscribe.Audiences, First: unsubscribe.Session.Value), Overhead, cancel),
        RelayMessage.Close close => ToShardsOf(
            close.Sessions, new ShardItem(ShardItemKind.CloseSessions, close.Sessions, First: (ulong)close.Code), Overhead, cancel),
        _ => throw new System.Diagnostics.UnreachableException(message.GetType().Name),
    };

    public async ValueTask<IReadOnlyList<ConnectedSession>> SessionsIn(AudienceId audience, CancellationToken cancel)
    {
        List<ConnectedSession> sessions = [];
        foreach (var shard in shards)
        {
            var answer = new TaskCompletionSource<IReadOnlyList<ConnectedSession>>(TaskCreationOptions.RunContinuationsAsynchronously);
            await shard.PostBounded(new ShardItem(ShardItemKind.Gather, answer, First: audience.Value), Overhead, cancel);
            sessions.AddRange(await answer.Task.WaitAsync(cancel));
        }

        return sessions;
    }

    private async ValueTask Publish(RelayMessage.Publish publish, CancellationToken cancel)
    {
        var dispatch = new SharedEvent(publish.Event, isPrivate: false, time.GetTimestamp());
        var item = new ShardItem(ShardItemKind.Publish, dispatch, First: publish.Audience.Value, Second: publish.Except.Number);
        foreach (var shard in shards) await shard.PostBounded(item, dispatch.Bytes + Overhead, cancel);
    }

    private ValueTask Send(RelayMessage.Send send, CancellationToken cancel)
    {
        var dispatch = new SharedEvent(send.Event, isPrivate: send.Sessions.Count == 1);
        return ToShardsOf(send.Sessions, new ShardItem(ShardItemKind.Send, dispatch, send.Sessions), dispatch.Bytes + Overhead, cancel);
    }

    private ValueTask Subscribe(RelayMessage.Subscribe subscribe, CancellationToken cancel)
    {
        var welcome = subscribe.Welcome is null ? null : new SharedEvent(subscribe.Welcome, isPrivate: true);
        var item = new ShardItem(ShardItemKind.Subscribe, subscribe.Audiences, welcome, subscribe.Session.Value);
        return Of(subscribe.Session).PostBounded(item, (welcome?.Bytes ?? 0) + Overhead, cancel);
    }

    // A shard takes its own sessions out of the list, so each gets the item once however many of them it names.
    private async ValueTask ToShardsOf(IReadOnlyList<SessionRef> sessions, ShardItem item, long bytes, CancellationToken cancel)
    {
        var wanted = 0UL;
        for (var i = 0; i < sessions.Count; i++) wanted |= 1UL << sessions[i].Shard;
        foreach (var shard in shards)
        {
            if ((wanted & (1UL << shard.Index)) != 0) await shard.PostBounded(item, bytes, cancel);
        }
    }

    private SessionShard Of(SessionRef session) => shards[session.Shard % shards.Length];
}
