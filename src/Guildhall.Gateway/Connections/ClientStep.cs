namespace Guildhall.Gateway.Connections;

/// <summary>What a client's bytes say next.</summary>
/// <param name="Code">The code to close with; a client's own when it says goodbye.</param>
/// <param name="IsFarewell">The client closes, and not we.</param>
/// <param name="EndsSession">The client says that it will not come back.</param>
internal readonly record struct ClientStep(
    ClientStepKind Kind, ClientPayload Payload = default, int Code = 0, bool IsFarewell = false, bool EndsSession = false);

internal enum ClientStepKind
{
    /// <summary>The stream ends inside a frame.</summary>
    More,
    Command,

    /// <summary>Its payload is what <see cref="ClientStream.Next"/> has left in its scratch.</summary>
    Ping,
    Close,

    /// <summary>The connection is over.</summary>
    Ended,
}
