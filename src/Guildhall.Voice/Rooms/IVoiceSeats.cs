namespace Guildhall.Voice.Rooms;

/// <summary>The way from a room back to the guild that seats its members.</summary>
public interface IVoiceSeats
{
    /// <summary>A member's connection is gone for good: the seat is to be given up, if it is still the one of that session.</summary>
    ValueTask End(GuildId house, ChannelId channel, UserId user, string sessionName, CancellationToken cancel);

    /// <summary>A member begins (true) or ceases to be heard, for those who idle.</summary>
    ValueTask Heard(GuildId house, ChannelId channel, UserId user, bool isHeard, CancellationToken cancel);
}
