namespace Guildhall.Voice.Dave;

/// <summary>A change that clients prepare and then execute together.</summary>
internal sealed record DaveTransition(ushort Id, int Version, HashSet<UserId> Waiting, List<UserId> Members, long BegunMs, long DueMs);
