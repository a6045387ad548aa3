namespace Guildhall.Voice.Allocation;

/// <summary>Which worker a room is on. The generation grows with every move, and a token of an earlier one opens nothing.</summary>
public sealed record RoomBinding(int Worker, int Generation);
