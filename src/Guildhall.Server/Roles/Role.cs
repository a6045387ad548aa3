namespace Guildhall.Server.Roles;

/// <summary>The parts of the house that a process may run.</summary>
public enum Role
{
    /// <summary>The WebSocket endpoint, sessions, the last hop of the fan-out; grows with open sockets.</summary>
    Gateway,

    /// <summary>Every HTTP route of the API; grows with requests.</summary>
    Api,

    /// <summary>Guild and user actors; grows with active guilds.</summary>
    Guilds,

    /// <summary>Calls: the voice gateway, rooms, and the forwarding of packets; grows with who speaks and who listens.</summary>
    Voice,

    /// <summary>Uploads and their serving; grows with bytes.</summary>
    Media,

    /// <summary>What follows the event log in its own time; grows with the backlog.</summary>
    Workers,
}
