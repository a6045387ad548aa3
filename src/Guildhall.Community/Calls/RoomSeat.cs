using Guildhall.Cluster.Relay;

namespace Guildhall.Community.Calls;

/// <summary>A seat as its room needs to know it.</summary>
/// <param name="House">The guild that the channel lives in; for a private channel the house behind it.</param>
/// <param name="Session">The gateway session that VOICE_SERVER_UPDATE goes to.</param>
/// <param name="SessionName">The session_id of the voice state, which the client repeats to the voice gateway.</param>
public sealed record RoomSeat(GuildId House, ChannelId Channel, UserId User, SessionRef Session, string SessionName, RoomRights Rights)
{
    /// <summary>A private call: the wire names the channel where it names the guild elsewhere.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>A stage: never end-to-end encrypted, and few speak to many.</summary>
    public bool IsStage { get; init; }

    /// <summary>The client wants to be told where to connect, again if need be: it came, or asked anew by op 4.</summary>
    public bool WantsServer { get; init; }

    /// <summary>The client itself sent it, by op 4: a room to which it has no connection answers it as if it wanted to be told.</summary>
    public bool IsAsked { get; init; }

    /// <summary>A new session of a bot was given the seat of the one before, unasked: it is not kept long for who does not connect to the room.</summary>
    public bool IsGuess { get; init; }

    /// <summary>Bits per second that the channel allows for speech.</summary>
    public int Bitrate { get; init; }

    /// <summary>The channel's rtc_region; null when the house chooses.</summary>
    public string? Region { get; init; }
}
