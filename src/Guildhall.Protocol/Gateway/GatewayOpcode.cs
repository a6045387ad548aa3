namespace Guildhall.Protocol;

/// <summary>The op field of a gateway payload.</summary>
public enum GatewayOpcode
{
    Dispatch = 0,
    Heartbeat = 1,
    Identify = 2,
    PresenceUpdate = 3,
    VoiceStateUpdate = 4,
    Resume = 6,
    Reconnect = 7,
    RequestGuildMembers = 8,
    InvalidSession = 9,
    Hello = 10,
    HeartbeatAck = 11,
    CallConnect = 13,
    GuildSubscriptions = 14,
    StreamCreate = 18,
    StreamDelete = 19,
    StreamWatch = 20,
    StreamSetPaused = 22,
    RequestSoundboardSounds = 31,
    SearchRecentMembers = 35,
    GuildSubscriptionsBulk = 37,
    RequestChannelInfo = 43,
}
