using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Connections;
using Guildhall.Gateway.Fanout;

namespace Guildhall.Gateway.Sessions;

/// <summary>
/// A session: who it is, what it sees, what it has been sent. Owned by one shard's loop; others hold it only to name it in
/// messages to that shard. It outlives its sockets.
/// </summary>
internal sealed class SessionRow(SessionRef address, ulong secret, UInt128 tokenHash)
{
    /// <summary>About what a row takes, all that a delivery looks at included.</summary>
    public const int Bytes = 3 * Cache.Line;

    public readonly SessionRef Address = address;

    /// <summary>The half of the public session id that only its client knows.</summary>
    public readonly ulong Secret = secret;
    public readonly UInt128 TokenHash = tokenHash;

    /// <summary>What its token was checked as of (<see cref="IGatewayBackend.TokensAsOf"/>); written by whoever introduces a socket to it.</summary>
    public long TokenAsOf = -1;
    public UserId User;
    public Intents Intents;
    public short LargeThreshold;
    public bool IsBot;
    public PassiveForm Passive;

    /// <summary>A phone: its connection is the first to get a compressor of its own.</summary>
    public bool IsMobile;

    /// <summary>False between the start of IDENTIFY and READY.</summary>
    public bool IsReady;
    public bool IsGone;

    /// <summary>Waits in one of the shard's queues to be flushed.</summary>
    public bool IsDirty;
    public bool IsUrgent;
    public Owed Owed;

    /// <summary>The connection, null while detached.</summary>
    public ISocketTransport? Socket;
    public ReplayRing Ring;

    /// <summary>The newest sequence number handed to a socket.</summary>
    public uint Sent;

    /// <summary>When the last heartbeat came or, without a socket, when it was lost; milliseconds of the shard's clock.</summary>
    public long LastSeenMs;
    public Memberships Memberships;

    /// <summary>The next row in the same bucket of the wheel.</summary>
    public SessionRow? NextInBucket;

    /// <summary>What the relay said before READY.</summary>
    public List<ShardItem>? BeforeReady;

    public uint Unsent => Ring.Last - Sent;

    /// <summary>True when typing and presence are better dropped than queued.</summary>
    public bool IsBehind => Socket is null ? Ring.Count > GatewayLimits.ReplayEvents / 4 : Unsent > GatewayLimits.BehindEvents;
}

/// <summary>Small answers that a socket is owed; they leave with its next flush.</summary>
[Flags]
internal enum Owed : byte
{
    None = 0,
    HeartbeatAck = 1,
    Pong = 2,
    Reconnect = 4,
    AskForHeartbeat = 8,
}
