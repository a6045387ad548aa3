using Guildhall.Voice.Dave.Mls;

namespace Guildhall.Voice.Dave;

/// <summary>What is known of a group from outside: its epoch, and whose key package sits on which leaf.</summary>
internal sealed class DaveGroup(KeyPackage creator)
{
    private readonly List<KeyPackage?> _leaves = [creator];

    /// <summary>Grows by one with each commit; 0 before the first.</summary>
    public ulong Epoch { get; private set; }

    /// <summary>Leaves in order; null where nobody sits.</summary>
    public IReadOnlyList<KeyPackage?> Leaves => _leaves;

    /// <summary>The leaf that somebody came in by; -1 when it is on none.</summary>
    public int LeafOf(KeyPackage? package) => package is null ? -1 : _leaves.IndexOf(package);

    /// <summary>Applies what a commit applied: first who goes, then who comes, each to the leftmost free leaf, in the commit's order.</summary>
    public void Apply(IReadOnlyList<DaveProposal> inOrder)
    {
        Epoch++;
        foreach (var proposal in inOrder)
        {
            if (proposal.Added is null) _leaves[proposal.RemovedLeaf] = null;
        }
        foreach (var proposal in inOrder)
        {
            if (proposal.Added is not { } added) continue;
            var free = _leaves.IndexOf(null);
            if (free >= 0) _leaves[free] = added;
            else _leaves.Add(added);
        }
    }
}
