using Guildhall.Cluster.Placement;

namespace Guildhall.Cluster.Relay;

/// <summary>
/// A gateway session's address: 10 bits of node, 6 bits of shard (the loop that owns its row), 48 bits that never repeat on
/// that node. Not the session id that clients know.
/// </summary>
public readonly record struct SessionRef(ulong Value)
{
    public SessionRef(NodeId node, int shard, ulong number)
        : this(((ulong)node.Value << 54) | ((ulong)shard << 48) | (number & ((1UL << 48) - 1)))
    {
    }

    [System.Text.Json.Serialization.JsonIgnore]
    public NodeId Node => new((int)(Value >> 54));

    [System.Text.Json.Serialization.JsonIgnore]
    public int Shard => (int)(Value >> 48) & 63;
}
