namespace Guildhall.Gateway.Tls;

/// <summary>Who speaks TLS on an https address.</summary>
public enum TlsLibrary
{
    /// <summary>OpenSSL where it is, else .NET.</summary>
    Auto,

    /// <summary>OpenSSL 3 with nothing in between: half the memory for each connection.</summary>
    OpenSsl,

    /// <summary>What .NET has on every system.</summary>
    DotNet,
}
