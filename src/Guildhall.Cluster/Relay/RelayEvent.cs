using Guildhall.Protocol;

namespace Guildhall.Cluster.Relay;

/// <summary>
/// One dispatch on its way to many sessions, encoded once. <see cref="Body"/> is the UTF-8 JSON of the payload's d.
/// A session gets it when one of its intents is in <see cref="AnyOf"/> (or that is None), or when its user is <see cref="Self"/>.
/// </summary>
public sealed record RelayEvent(string Name, Intents AnyOf, ReadOnlyMemory<byte> Body)
{
    /// <summary>The end of the JSON that differs by receiver, behind a <see cref="Body"/> that many share; empty for most events.</summary>
    public ReadOnlyMemory<byte> Suffix { get; init; }

    /// <summary>What bot sessions without the message content intent get instead; null when there is no difference.</summary>
    public ReadOnlyMemory<byte>? Redacted { get; init; }

    /// <summary>Users who get the full body whatever their intents: the author and those mentioned.</summary>
    public IReadOnlyList<UserId> Unredacted { get; init; } = [];

    /// <summary>The user who always gets the event, whatever the intents; default for none.</summary>
    public UserId Self { get; init; }

    /// <summary>True for typing and presence, which are dropped first when a session or the node is behind.</summary>
    public bool MayBeDropped { get; init; }
}
