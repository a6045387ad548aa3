namespace Guildhall.Gateway.Connections.Loops;

/// <summary>How far a socket of a loop has come.</summary>
internal enum SocketPhase : byte
{
    /// <summary>Greeted, and waiting for IDENTIFY or RESUME.</summary>
    Greeted,

    /// <summary>IDENTIFY or RESUME is being decided; nothing is read meanwhile.</summary>
    Introducing,

    /// <summary>A session's own.</summary>
    Bound,

    /// <summary>Closed by us; only the client's answer is waited for.</summary>
    Lingering,

    /// <summary>The descriptor has been given back.</summary>
    Gone,
}
