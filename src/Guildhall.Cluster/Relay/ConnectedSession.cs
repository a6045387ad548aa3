using Guildhall.Protocol;

namespace Guildhall.Cluster.Relay;

/// <summary>What a guild needs to know of a session to decide what it may see.</summary>
/// <param name="Session">Its address.</param>
/// <param name="User">Whose session it is.</param>
/// <param name="IsBot">Bots get what their intents say; people get what a client needs.</param>
/// <param name="Intents">All for people.</param>
/// <param name="LargeThreshold">Members above which the guild is shown without its offline ones, 50 to 250.</param>
/// <param name="Passive">What it asked for with its capabilities; None for bots.</param>
public sealed record ConnectedSession(
    SessionRef Session, UserId User, bool IsBot, Intents Intents, int LargeThreshold, PassiveForm Passive = PassiveForm.None);
