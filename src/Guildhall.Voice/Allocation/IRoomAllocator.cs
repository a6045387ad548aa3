namespace Guildhall.Voice.Allocation;

/// <summary>Decides which worker gets a room. In this process now; a fleet's allocator takes its place.</summary>
public interface IRoomAllocator
{
    /// <summary>A worker for the room; null when none has room.</summary>
    VoiceWorker? Choose(RoomRequest room, IReadOnlyList<VoiceWorker> alive);
}
