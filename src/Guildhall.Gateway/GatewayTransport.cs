namespace Guildhall.Gateway;

/// <summary>Who owns the gateway's sockets.</summary>
public enum GatewayTransport
{
    /// <summary>The loops where they can run, else Kestrel.</summary>
    Auto,

    /// <summary>Kestrel, as for every other connection.</summary>
    Kestrel,

    /// <summary>The shards' own loops: Linux, without TLS.</summary>
    Loops,
}
