using Guildhall.Voice.Dave.Mls;

namespace Guildhall.Voice.Dave;

/// <summary>The proposals of one epoch, which wait for the first commit that applies all of them.</summary>
internal sealed class DaveRound(List<DaveProposal> proposals, long dueMs)
{
    public IReadOnlyList<DaveProposal> Proposals => proposals;

    /// <summary>When somebody must have committed.</summary>
    public long DueMs { get; } = dueMs;

    /// <summary>
    /// The proposals in a commit's order, when it applies all of them and nothing else, and its Welcome is for all it adds and nobody else.
    /// The maker of a first group (<paramref name="creator"/>) is in it already, and leaves its own coming out. Null otherwise.
    /// </summary>
    public IReadOnlyList<DaveProposal>? Match(CommitMessage commit, KeyPackage? creator)
    {
        var open = proposals.Where(proposal => creator is null || proposal.Added != creator)
            .ToDictionary(proposal => Convert.ToHexString(proposal.Signed.Reference));
        if (open.Count != commit.References.Count || open.Count == 0) return null;
        var inOrder = new List<DaveProposal>(open.Count);
        foreach (var reference in commit.References)
        {
            if (!open.Remove(Convert.ToHexString(reference), out var proposal)) return null;
            inOrder.Add(proposal);
        }
        var added = inOrder.Where(proposal => proposal.Added is not null).ToList();
        if ((commit.Welcome?.Count ?? 0) != added.Count) return null;
        return added.All(proposal => commit.Welcome!.Covers(proposal.Added!)) ? inOrder : null;
    }
}
