namespace Guildhall.Voice.Dave;

/// <summary>Something a room has to do for a delivery service, in the order given.</summary>
public abstract record DaveEffect
{
    /// <summary>Send a message. A JSON body is the "d" of the message; a binary body follows the number and the opcode.</summary>
    public sealed record Send(UserId To, DaveOpcode Opcode, bool IsBinary, byte[] Body) : DaveEffect;

    /// <summary>Close a connection with a code of the voice gateway.</summary>
    public sealed record Close(UserId User, int Code) : DaveEffect;

    /// <summary>Keep encrypted packets from somebody who could not read them, or let them through again.</summary>
    public sealed record Guard(UserId User, bool IsWithheld) : DaveEffect;

    /// <summary>The call's protocol version is another one now.</summary>
    public sealed record Changed(int Version, E2eeReason Reason) : DaveEffect;
}
