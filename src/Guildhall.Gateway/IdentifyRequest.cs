using System.Text.Json;
using Guildhall.Cluster.Relay;

namespace Guildhall.Gateway;

/// <summary>An IDENTIFY whose form has been checked: intents have only documented bits, the shard is in range.</summary>
/// <param name="Token">Without the "Bot " prefix.</param>
/// <param name="Intents">Null when absent, which only people may do (4013 for bots).</param>
/// <param name="ShardId">0 when the client does not shard.</param>
/// <param name="ShardCount">1 when the client does not shard.</param>
/// <param name="Presence">The presence to start with; null when absent. Its content has not been checked.</param>
/// <param name="LargeThreshold">50 to 250.</param>
/// <param name="ApiVersion">9 or 10.</param>
/// <param name="Passive">What the capabilities say of guilds that the client does not look at.</param>
public sealed record IdentifyRequest(
    string Token,
    Intents? Intents,
    int ShardId,
    int ShardCount,
    JsonElement? Presence,
    int LargeThreshold,
    ClientKind Client,
    int ApiVersion,
    PassiveForm Passive = PassiveForm.None);
