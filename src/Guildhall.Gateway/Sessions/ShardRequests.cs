using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Connections;
using Guildhall.Gateway.Fanout;

namespace Guildhall.Gateway.Sessions;

/// <summary>An accepted IDENTIFY, handed to the shard with its socket. The answer is false when the session has ended already.</summary>
internal sealed record AcceptedSession(
    ISocketTransport Socket,
    UserId User,
    bool IsBot,
    Intents Intents,
    int LargeThreshold,
    SharedPayload Ready,
    TaskCompletionSource<bool> Answer,
    PassiveForm Passive = PassiveForm.None);

/// <summary>Whose session an id names; null when there is none.</summary>
internal sealed record FindRequest(SessionRef Address, ulong Secret, TaskCompletionSource<FoundSession?> Answer);

internal sealed record FoundSession(SessionRow Row, UserId User);

/// <summary>A RESUME whose token has been checked.</summary>
internal sealed record ResumeRequest(SessionRow Row, ISocketTransport Socket, uint Sequence, TaskCompletionSource<ResumeOutcome> Answer);

internal enum ResumeOutcome
{
    /// <summary>The socket belongs to the shard now, and the missed events are on their way.</summary>
    Resumed,

    /// <summary>The session is gone or no longer has what was missed.</summary>
    Unknown,

    /// <summary>The client claims events that were never sent.</summary>
    SequenceAhead,
}

/// <summary>
/// The connection's task lets go of its socket; the answer means the shard will not write to it again.
/// </summary>
/// <param name="Code">The close code to send; 0 for none.</param>
/// <param name="EndsSession">The client said it will not come back.</param>
internal sealed record SocketRelease(ISocketTransport Socket, int Code, bool EndsSession, TaskCompletionSource Answer)
{
    /// <summary>True when the close frame may wait for what is written before it; false cuts what is stuck.</summary>
    public bool MayWait { get; init; }
}
