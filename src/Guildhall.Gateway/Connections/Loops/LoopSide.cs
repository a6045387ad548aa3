namespace Guildhall.Gateway.Connections.Loops;

/// <summary>What a socket needs now and then: while it introduces itself, between the halves of a frame, while a command runs.</summary>
internal sealed class LoopSide
{
    /// <summary>What the client asked for; until a session is bound.</summary>
    public UpgradeRequest? Upgrade;

    /// <summary>Received and not read yet, rented; null when there is nothing.</summary>
    public byte[]? Stash;
    public int StashBytes;

    /// <summary>The newest ping's payload, until it is answered.</summary>
    public byte[]? Ping;

    /// <summary>A command that came while another one runs; no more is read until its turn has come.</summary>
    public ClientPayload? NextCommand;

    /// <summary>The time for IDENTIFY was over while one was being decided.</summary>
    public bool IsLate;

    public bool IsEmpty => Upgrade is null && Stash is null && Ping is null && NextCommand is null;
}
