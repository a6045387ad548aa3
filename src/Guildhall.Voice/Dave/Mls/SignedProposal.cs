namespace Guildhall.Voice.Dave.Mls;

/// <summary>A proposal as it goes to clients.</summary>
/// <param name="Message">The MLSMessage.</param>
/// <param name="Reference">What a commit calls it.</param>
public sealed record SignedProposal(byte[] Message, byte[] Reference);
