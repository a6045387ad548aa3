namespace Guildhall.Voice.Allocation;

/// <summary>A room that needs a worker.</summary>
/// <param name="Region">The channel's rtc_region; null when the house chooses.</param>
/// <param name="Avoid">The worker that it has just lost; none when negative.</param>
public sealed record RoomRequest(ChannelId Channel, string? Region, bool IsStage, int Avoid = -1);
