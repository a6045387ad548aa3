namespace Guildhall.Gateway.Tls;

/// <summary>How far a call came.</summary>
internal enum TlsOutcome
{
    Done,

    /// <summary>More bytes have to come first; all that came are taken.</summary>
    More,

    /// <summary>The peer said that it is done.</summary>
    Ended,

    /// <summary>Not TLS, or not ours: the connection is over.</summary>
    Broken,
}
