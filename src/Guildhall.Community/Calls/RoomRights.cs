namespace Guildhall.Community.Calls;

/// <summary>What a seat may do in its room: permissions, and what it or a moderator has switched off. Nothing unless named.</summary>
[Flags]
public enum RoomRights
{
    None = 0,

    /// <summary>May be heard: has SPEAK, is not muted by anybody, and is no audience.</summary>
    Speak = 1,

    /// <summary>Hears others: is not deafened by anybody.</summary>
    Hear = 2,

    /// <summary>May send camera and screen: has STREAM.</summary>
    Stream = 4,

    /// <summary>May lower the others (priority speaker).</summary>
    Priority = 8,

    /// <summary>May speak by voice activity; without it a client must be push-to-talk, which the server cannot tell.</summary>
    VoiceActivity = 16,
}
