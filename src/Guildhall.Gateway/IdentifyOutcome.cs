namespace Guildhall.Gateway;

/// <summary>The answer to an IDENTIFY.</summary>
public abstract record IdentifyOutcome
{
    private IdentifyOutcome()
    {
    }

    /// <summary>The socket closes with this code: 4004, 4011, 4013 or 4014.</summary>
    public sealed record Refused(GatewayCloseCode Code) : IdentifyOutcome;

    /// <summary>Not now: too many sessions were started at once, or the community is too busy. The client gets INVALID_SESSION and tries again.</summary>
    public sealed record Later : IdentifyOutcome;

    /// <summary>A session starts.</summary>
    /// <param name="Intents">Those in effect; <see cref="Intents.All"/> for people who ask for none in particular.</param>
    /// <param name="ReadyBody">
    /// READY's d as a UTF-8 JSON object without session_id and resume_gateway_url, which the gateway adds.
    /// </param>
    public sealed record Accepted(UserId User, bool IsBot, Intents Intents, ReadOnlyMemory<byte> ReadyBody) : IdentifyOutcome;

    /// <summary>
    /// The intents rule for both kinds of callers: people have all; bots must send them (4013) and may have a privileged one
    /// only when their application has it switched on (4014). Null when the intents are fine.
    /// </summary>
    public static Refused? CheckIntents(Intents? asked, bool isBot, Intents privilegedAllowed) => (asked, isBot) switch
    {
        (_, false) => null,
        (null, true) => new Refused(GatewayCloseCode.InvalidIntents),
        ({ } bits, true) when (bits & Intents.Privileged & ~privilegedAllowed) != 0 => new Refused(GatewayCloseCode.DisallowedIntents),
        _ => null,
    };
}
