namespace Guildhall.Community.Calls;

/// <summary>A process without the voice role: people sit in channels, and nothing sounds.</summary>
public sealed class NoVoiceRooms : IVoiceRooms
{
    public ValueTask Seat(RoomSeat seat, CancellationToken cancel) => ValueTask.CompletedTask;

    public ValueTask Leave(ChannelId channel, UserId user, CancellationToken cancel) => ValueTask.CompletedTask;
}
