namespace Guildhall.Gateway;

/// <summary>What the gateway keeps in memory at most. Limits of the wire are in <see cref="Limits"/>.</summary>
internal static class GatewayLimits
{
    /// <summary>Relay messages that wait for one shard; beyond it actors that publish wait.</summary>
    public const int MailboxMessages = 8_192;

    /// <summary>Bytes of events that wait for one shard.</summary>
    public const long MailboxBytes = 64 * 1024 * 1024;

    /// <summary>How long an item may wait in a shard's mailbox: a fan-out to a crowd takes some of it by itself.</summary>
    public static readonly TimeSpan ShardDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Sent events kept for RESUME while the session has a socket.</summary>
    public const int ReplayEvents = 1_024;

    /// <summary>Bytes of sent events kept for RESUME while the session has a socket.</summary>
    public const long ReplayBytes = 4 * 1024 * 1024;

    /// <summary>Events kept at all: waiting for a slow reader, or for a RESUME.</summary>
    public const int RingEvents = 4_096;

    /// <summary>
    /// Events that the sessions of a shard without a socket keep together: each may have its share of them, but no less than
    /// <see cref="ReplayEvents"/> and no more than <see cref="RingEvents"/>.
    /// </summary>
    public const int DetachedEvents = 4 * 1024 * 1024;

    /// <summary>Bytes of events kept at all for one session.</summary>
    public const long RingBytes = 32 * 1024 * 1024;

    /// <summary>Events that may wait for a slow reader before its socket is cut; the rest of the ring is left for its RESUME.</summary>
    public const int UnsentEvents = RingEvents * 3 / 4;

    /// <summary>Events that wait before typing and presence are dropped for the session.</summary>
    public const int BehindEvents = 64;

    /// <summary>Bytes that one flush of a session writes before others get their turn.</summary>
    public const int WriteBytes = 64 * 1024;

    /// <summary>
    /// How much is flushed before the shard looks into its mailbox again, about a millisecond: each session counts one, and one
    /// more for every <see cref="FlushStepBytes"/> it is sent.
    /// </summary>
    public const int FlushStepsPerLook = 128;

    public const int FlushStepBytes = 4_096;

    /// <summary>Deliveries made from the mailbox before the shard flushes, about a millisecond too.</summary>
    public const int DeliveriesPerTurn = 16_384;

    /// <summary>Audiences up to this size are flushed before larger ones.</summary>
    public const int SmallAudience = 64;

    /// <summary>Relay messages kept for a session between the start of its IDENTIFY and its READY.</summary>
    public const int BeforeReady = 1_024;

    /// <summary>Bytes of an upgrade request.</summary>
    public const int UpgradeRequestBytes = 8_192;

    /// <summary>TLS handshakes at once; past that the next ones wait, with nothing of theirs read but the first bytes.</summary>
    public const int TlsHandshakes = 4_096;

    /// <summary>From the first byte of a connection to the end of its TLS handshake.</summary>
    public static readonly TimeSpan TlsHandshakeTime = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of a handshake, a client's certificates not wanted.</summary>
    public const int TlsHandshakeBytes = 64 * 1024;

    /// <summary>Answers that a peer may make TLS owe (key updates, refused renegotiations) before something else is sent to it.</summary>
    public const int OwedTlsBytes = 4_096;

    /// <summary>Bytes that a loop takes from a socket at a time.</summary>
    public const int LoopReceiveBytes = 64 * 1024;

    /// <summary>Bytes that a loop composes before it hands them to the system; larger payloads leave in several pieces.</summary>
    public const int LoopSendBytes = 256 * 1024;

    /// <summary>
    /// Connections that have not shown their first request; past that the next ones wait to be accepted. More than come back at once in a
    /// storm: those for whom the system's own line (net.core.somaxconn) is too short ask again only after one, two or four seconds.
    /// </summary>
    public const int UnseenConnections = 32_768;

    /// <summary>How long a connection may stay silent when others wait for its place.</summary>
    public static readonly TimeSpan UnseenPatience = TimeSpan.FromSeconds(2);

    /// <summary>Connections that wait for HTTP to take them; past that new ones are reset.</summary>
    public const int UntakenConnections = 4_096;

    /// <summary>Threads of the pool where loops have descriptor tables of their own: all of them, from the start to the end.</summary>
    public const int PoolThreads = 32;

    /// <summary>Places of a loop's own descriptor table that are left free for what is no client.</summary>
    public const int SpareDescriptors = 512;

    /// <summary>Connections that the system holds before they are accepted.</summary>
    public const int Backlog = 4_096;

    /// <summary>Private events of this size are compressed for clients that asked for payload compression.</summary>
    public const int CompressedPayloadBytes = 8_192;

    /// <summary>
    /// Events between two looks at a connection (about a minute) beyond which a compressor of its own costs more than it saves; one that
    /// has none gets it below half of that.
    /// </summary>
    public const int PrivateEvents = 240;

    /// <summary>Private bytes kept for RESUME above which a client is asked for a heartbeat, which frees them.</summary>
    public const int UnacknowledgedBytes = 1_024;

    /// <summary>Ended sessions told to the backend at the same time.</summary>
    public const int FarewellsAtOnce = 16;

    /// <summary>Ended sessions that wait for their turn to be told.</summary>
    public const int FarewellsWaiting = 1_000_000;

    public const int PresenceUpdates = 5;
    public const int PresenceWindowSeconds = 20;
}
