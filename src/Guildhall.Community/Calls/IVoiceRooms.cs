namespace Guildhall.Community.Calls;

/// <summary>
/// The way from a guild to the rooms in which its voice channels sound. The guild decides who sits where and what they may do;
/// the room answers each new seat with VOICE_SERVER_UPDATE to the seat's session, after the guild's VOICE_STATE_UPDATE.
/// Calls for one channel arrive in the order in which they are made.
/// </summary>
public interface IVoiceRooms
{
    /// <summary>Somebody sits down, or what they may do has changed.</summary>
    ValueTask Seat(RoomSeat seat, CancellationToken cancel);

    /// <summary>Somebody is no longer in a channel; their connection to its room is closed.</summary>
    ValueTask Leave(ChannelId channel, UserId user, CancellationToken cancel);
}
