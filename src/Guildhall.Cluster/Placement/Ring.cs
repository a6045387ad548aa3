namespace Guildhall.Cluster.Placement;

/// <summary>
/// Which node owns an id: rendezvous hashing over the live nodes, so that a node that comes or goes moves only its share.
/// Pure and immutable; a change of membership is a new ring.
/// </summary>
public sealed class Ring(IReadOnlyList<NodeId> nodes)
{
    private readonly NodeId[] _nodes = nodes.Count > 0 ? [.. nodes] : throw new ArgumentException("A ring has at least one node.", nameof(nodes));

    public IReadOnlyList<NodeId> Nodes => _nodes;

    /// <summary>The owner of an id; the same on every node that knows the same nodes, in whatever order.</summary>
    public NodeId OwnerOf(ulong id)
    {
        if (_nodes.Length == 1) return _nodes[0];
        var (best, bestScore) = (_nodes[0], 0UL);
        foreach (var node in _nodes)
        {
            var score = Mix(id ^ Mix((ulong)node.Value + 1));
            if (score > bestScore || (score == bestScore && node.Value < best.Value)) (best, bestScore) = (node, score);
        }

        return best;
    }

    // SplitMix64's finaliser: every input bit reaches every output bit.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
