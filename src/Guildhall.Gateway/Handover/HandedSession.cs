using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Fanout;

namespace Guildhall.Gateway.Handover;

/// <summary>A session between two runs: what its row holds, without a socket.</summary>
internal sealed record HandedSession(SessionRef Address, ulong Secret, UInt128 TokenHash, UserId User, Intents Intents, short LargeThreshold, bool IsBot)
{
    /// <summary>The newest sequence number given to a socket.</summary>
    public required uint Sent { get; init; }

    /// <summary>The newest sequence number of all.</summary>
    public required uint Last { get; init; }

    /// <summary>The events up to <see cref="Last"/> that can still be asked for, oldest first.</summary>
    public required SharedPayload[] Kept { get; init; }

    /// <summary>As <see cref="Memberships.Audiences"/> tells them.</summary>
    public required ulong[] Audiences { get; init; }

    public PassiveForm Passive { get; init; }
}
