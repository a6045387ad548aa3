namespace Guildhall.Protocol;

/// <summary>A kind of dispatch: its name on the wire and the intents of which a session needs one (none: always sent).</summary>
public sealed record GatewayEvent(string Name, Intents AnyOf = Intents.None);
