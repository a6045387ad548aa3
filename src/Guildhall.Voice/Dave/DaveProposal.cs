using Guildhall.Voice.Dave.Mls;

namespace Guildhall.Voice.Dave;

/// <summary>A proposal that clients have, until a commit applies it.</summary>
/// <param name="Added">Who comes; null when somebody goes.</param>
/// <param name="RemovedLeaf">Who goes; -1 when somebody comes.</param>
internal sealed record DaveProposal(SignedProposal Signed, KeyPackage? Added, int RemovedLeaf);
