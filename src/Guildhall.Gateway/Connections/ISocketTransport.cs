using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Fanout;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Connections;

/// <summary>
/// The wire below a session: what a shard needs to send. Only the shard that owns the session calls it, once bound.
/// Writes are gathered until <see cref="Flush"/>.
/// </summary>
internal interface ISocketTransport
{
    /// <summary>True while an earlier flush has not left; nothing may be written until the shard has got its Flushed item.</summary>
    bool IsBlocked { get; }

    /// <summary>Set when IDENTIFY asked for payload compression, which transport compression rules out.</summary>
    bool CompressesPayloads { set; }

    /// <summary>The shard on whose loop the socket lives, which a new session should be on too; null when any will do.</summary>
    SessionShard? Home { get; }

    /// <summary>Brings a socket that no session is bound to where a session lives; completes when the shard may have it.</summary>
    ValueTask MoveTo(SessionShard shard);

    /// <summary>Gives the connection a compressor of its own or takes it back, as <see cref="FrameComposer.Review"/> finds right; null takes it back.</summary>
    void ReviewCompression(PrivateStreams? streams, bool isMobile);

    /// <summary>Says whom to tell when a blocked socket has room again.</summary>
    void Bind(SessionShard shard, SessionRow row);

    /// <summary>Writes an event with its sequence number; returns the bytes on the wire.</summary>
    int WriteDispatch(uint sequence, SharedPayload payload);

    /// <summary>Writes an answer that is the same for everybody.</summary>
    int WriteControl(ControlMessage message);

    /// <summary>Answers the newest ping.</summary>
    int WritePong();

    /// <summary>Hands what was written to the system; false when it has to wait there.</summary>
    bool Flush();

    /// <summary>Takes note of the end of a blocked flush.</summary>
    void Unblock();

    /// <summary>Sends a close frame when there is room for it and ends the connection; nothing is written afterwards.</summary>
    void Close(int code);

    /// <summary>Resets the connection; nothing is written afterwards.</summary>
    void Abort();
}
