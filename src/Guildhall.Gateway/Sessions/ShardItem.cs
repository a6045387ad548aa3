namespace Guildhall.Gateway.Sessions;

/// <summary>One message to a shard; what the fields mean depends on the kind. A value, so that the usual ones allocate nothing.</summary>
internal readonly record struct ShardItem(ShardItemKind Kind, object? Subject = null, object? Detail = null, ulong First = 0, ulong Second = 0);

internal enum ShardItemKind : byte
{
    /// <summary>Subject: SharedEvent; First: audience; Second: the user who does not get it, or 0.</summary>
    Publish,

    /// <summary>Subject: SharedEvent; Detail: the sessions.</summary>
    Send,

    /// <summary>Subject: the audiences; Detail: SharedEvent of the welcome or null; First: the session.</summary>
    Subscribe,

    /// <summary>Subject: the audiences; First: the session.</summary>
    Unsubscribe,

    /// <summary>Subject: the sessions; First: close code.</summary>
    CloseSessions,

    /// <summary>Subject: TaskCompletionSource of the sessions; First: audience.</summary>
    Gather,

    /// <summary>Subject: the row of a session that identifies.</summary>
    Reserve,

    /// <summary>Subject: the row; Detail: AcceptedSession.</summary>
    Accept,

    /// <summary>Subject: the row whose IDENTIFY was refused.</summary>
    Abandon,

    /// <summary>Subject: FindRequest.</summary>
    Find,

    /// <summary>Subject: ResumeRequest.</summary>
    Resume,

    /// <summary>Subject: the row; Detail: its socket; First: sequence number + 1, or 0 for null.</summary>
    Heartbeat,

    /// <summary>Subject: the row; Detail: its socket, which holds the ping's payload.</summary>
    Ping,

    /// <summary>Subject: the row; Detail: its socket, whose pipe has room again.</summary>
    Flushed,

    /// <summary>Subject: the row; Detail: SocketRelease.</summary>
    Release,

    /// <summary>Time has passed.</summary>
    Tick,

    /// <summary>Tell every socket to reconnect.</summary>
    Reconnect,

    /// <summary>Close every socket, resumably.</summary>
    CloseSockets,

    /// <summary>Subject: the sessions of the run before.</summary>
    Adopt,

    /// <summary>Subject: TaskCompletionSource of pictures of all sessions.</summary>
    HandOver,

    /// <summary>Subject: TaskCompletionSource of a number that grows with every event told.</summary>
    CountTold,

    /// <summary>Subject: LoopItem, for the shard's sockets.</summary>
    Loop,

    /// <summary>Subject: an Action that takes no time.</summary>
    Probe,

    /// <summary>The loop ends.</summary>
    Stop,
}
