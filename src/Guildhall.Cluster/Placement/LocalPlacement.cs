namespace Guildhall.Cluster.Placement;

/// <summary>Who this node is and what it owns. In one process: everything.</summary>
public sealed class LocalPlacement
{
    public NodeId Self { get; } = new(0);

    public Ring Ring { get; } = new([new NodeId(0)]);

    /// <summary>True when the actor of this id lives here.</summary>
    public bool IsMine(ulong id) => Ring.OwnerOf(id) == Self;
}
