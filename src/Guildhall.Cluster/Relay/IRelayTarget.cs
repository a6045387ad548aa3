namespace Guildhall.Cluster.Relay;

/// <summary>The part of a node that holds sessions: the gateway's fan-out, or the connection to another node.</summary>
public interface IRelayTarget
{
    /// <summary>Takes a message; waits while the node is full, which slows the sender down.</summary>
    ValueTask Post(RelayMessage message, CancellationToken cancel);

    /// <summary>The sessions of an audience on this node: how a restarted guild finds its sessions again.</summary>
    ValueTask<IReadOnlyList<ConnectedSession>> SessionsIn(AudienceId audience, CancellationToken cancel);
}
