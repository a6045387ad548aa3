namespace Guildhall.Voice.Signalling;

/// <summary>Operations of the voice gateway; from 100 on they are the house's own, for browsers.</summary>
public enum VoiceOpcode
{
    Identify = 0,
    SelectProtocol = 1,
    Ready = 2,
    Heartbeat = 3,
    SessionDescription = 4,
    Speaking = 5,
    HeartbeatAck = 6,
    Resume = 7,
    Hello = 8,
    Resumed = 9,
    ClientsConnect = 11,
    Video = 12,
    ClientDisconnect = 13,
    MediaSinkWants = 15,
    DavePrepareTransition = 21,
    DaveExecuteTransition = 22,
    DaveTransitionReady = 23,
    DavePrepareEpoch = 24,
    DaveExternalSender = 25,
    DaveKeyPackage = 26,
    DaveProposals = 27,
    DaveCommitWelcome = 28,
    DaveAnnounceCommit = 29,
    DaveWelcome = 30,
    DaveInvalidCommit = 31,

    /// <summary>What each receiving section of a browser carries.</summary>
    Slots = 100,

    /// <summary>How everybody's packets fare.</summary>
    Quality = 101,
}
