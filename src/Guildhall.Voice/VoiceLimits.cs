namespace Guildhall.Voice;

/// <summary>Sizes of what the voice side keeps. Every queue and list has its limit here.</summary>
public static class VoiceLimits
{
    /// <summary>A peer of whom nothing has come for this long is told to be lost.</summary>
    public static readonly TimeSpan PeerSilence = TimeSpan.FromSeconds(15);

    /// <summary>Commands to a worker that wait for the end of a batch.</summary>
    public const int WorkerCommands = 8192;

    /// <summary>Messages of a voice session that are kept for op 7.</summary>
    public const int ReplayedMessages = 512;

    /// <summary>Bytes of them; those about end-to-end encryption are large in large calls.</summary>
    public const int ReplayedBytes = 1024 * 1024;

    /// <summary>How many speakers a browser hears at once; bots hear all.</summary>
    public const int ActiveSpeakers = 8;

    /// <summary>The largest datagram that is taken or sent.</summary>
    public const int DatagramBytes = 1500;

    /// <summary>How often a worker looks at its timers.</summary>
    public static readonly TimeSpan WorkerTick = TimeSpan.FromMilliseconds(20);

    /// <summary>Datagrams that a worker gathers before it sends.</summary>
    public const int WorkerSendSlots = 4096;

    /// <summary>Peers that a worker takes; <see cref="Media.IMediaWorker.Open"/> refuses more.</summary>
    public const int WorkerPeers = 16_384;

    /// <summary>What a worker has to tell that has not been told yet.</summary>
    public const int WorkerEvents = 16_384;

    /// <summary>Peers of a worker that may have the same SSRC, in different rooms. More cannot be reached.</summary>
    public const int PeersPerSsrc = 8;

    /// <summary>Addresses that a peer's IP discovery has come from and that may turn out to be its own.</summary>
    public const int AskedAddresses = 4;

    /// <summary>Packets of sound that one sender may send in a second: frames of 5 ms.</summary>
    public const int SenderPacketsPerSecond = 200;

    /// <summary>Bytes of sound that one sender may send in a second: twice what the highest quality of Opus takes.</summary>
    public const int SenderBytesPerSecond = 128_000;

    /// <summary>Packets from addresses that belong to nobody whose seal a worker tries, in a second.</summary>
    public const int ProofsPerSecond = 4000;

    /// <summary>Answers to IP discovery that a worker gives in a second.</summary>
    public const int DiscoveriesPerSecond = 4000;

    /// <summary>Silence is still forwarded for this long, and after it only every <see cref="SilencePulse"/>.</summary>
    public static readonly TimeSpan SilenceHangover = TimeSpan.FromMilliseconds(200);

    /// <summary>How often a packet of silence passes, so that receivers do not take the stream for lost.</summary>
    public static readonly TimeSpan SilencePulse = TimeSpan.FromMilliseconds(400);

    /// <summary>Whoever has not been heard for this long has ceased to speak.</summary>
    public static readonly TimeSpan SpeechHold = TimeSpan.FromMilliseconds(300);

    /// <summary>Whoever has been quiet for this long may lose the place among the active speakers to another.</summary>
    public static readonly TimeSpan ActiveHold = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a peer's quality is told.</summary>
    public static readonly TimeSpan QualityPeriod = TimeSpan.FromSeconds(2);

    /// <summary>Under load packets wait this long for others to the same receiver, to leave in one message.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(2);

    /// <summary>Members in an end-to-end encrypted call; with more it is encrypted to the server only, since every change costs each of them a commit.</summary>
    public const int E2eeMembers = 64;

    /// <summary>A call that was above <see cref="E2eeMembers"/> is end-to-end encrypted again when it is down to these.</summary>
    public const int E2eeMembersAgain = 48;

    /// <summary>Comings and goings in one round of proposals: everybody replaced at once.</summary>
    public const int ProposalsInRound = 2 * E2eeMembers;

    /// <summary>Leaves of a group's tree: no more are in use than members, before and after a round.</summary>
    public const int GroupLeaves = 2 * E2eeMembers;

    /// <summary>Bytes of a key package (op 26).</summary>
    public const int KeyPackageBytes = 2048;

    /// <summary>Bytes of a commit and its Welcome (op 28); 14 KiB are usual with 50 members.</summary>
    public const int CommitBytes = 128 * 1024;

    /// <summary>Messages about encryption that a member may send at once, and how many more each second.</summary>
    public const int DaveBurst = 60, DavePerSecond = 12;

    /// <summary>Key packages that a member may send at once, and how many more each second; each costs four operations on the curve.</summary>
    public const int KeyPackageBurst = 8, KeyPackagesPerSecond = 1;

    /// <summary>Messages that wait for one socket's reader; a client that is further behind is cut, and may resume.</summary>
    public const int SocketFrames = 1024;

    /// <summary>Bytes of one message of a client: an offer with all its sections, or a commit of a large group.</summary>
    public const int ClientFrameBytes = 256 * 1024;

    /// <summary>Voice sockets of one process.</summary>
    public const int Sockets = 50_000;

    /// <summary>Voice sockets that have not said who they are.</summary>
    public const int StrangerSockets = 2_048;

    /// <summary>Messages that a client may send at once.</summary>
    public const int ClientBurst = 240;

    /// <summary>Messages that a client may send in a second for long.</summary>
    public const int ClientFramesPerSecond = 20;

    /// <summary>Messages that wait for a room.</summary>
    public const int RoomMailbox = 8_192;

    /// <summary>Connections to one room.</summary>
    public const int RoomMembers = 10_000;

    /// <summary>Workers of one process.</summary>
    public const int Workers = 64;
}
