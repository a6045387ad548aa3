namespace Guildhall.Voice.Signalling;

/// <summary>Why the voice gateway closes a socket.</summary>
public enum VoiceCloseCode
{
    /// <summary>No fault: the session goes on, or there is none.</summary>
    None = 0,

    UnknownOpcode = 4001,
    DecodeError = 4002,
    NotAuthenticated = 4003,
    AuthenticationFailed = 4004,
    AlreadyAuthenticated = 4005,
    SessionInvalid = 4006,
    SessionTimeout = 4009,
    ServerNotFound = 4011,
    UnknownProtocol = 4012,

    /// <summary>Disconnected for good: left, moved, kicked, or replaced by the same user's newer connection.</summary>
    Disconnected = 4014,

    /// <summary>The voice server has gone; the client may resume.</summary>
    ServerCrashed = 4015,

    UnknownEncryptionMode = 4016,
    EncryptionRequired = 4017,
    BadRequest = 4020,
    RateLimited = 4021,
    CallTerminated = 4022,
}
