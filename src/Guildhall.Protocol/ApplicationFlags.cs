namespace Guildhall.Protocol;

/// <summary>Bits of an application's flags: which privileged intents it has switched on, and what it is.</summary>
public static class ApplicationFlags
{
    /// <summary>An application whose secret would not stay one, such as a page or a phone's: it has none, and must use PKCE.</summary>
    public const long PublicOauth2Client = 1 << 8;

    public const long GatewayPresence = 1 << 12;
    public const long GatewayPresenceLimited = 1 << 13;
    public const long GatewayGuildMembers = 1 << 14;
    public const long GatewayGuildMembersLimited = 1 << 15;

    /// <summary>The application has an activity: commands and buttons may launch it.</summary>
    public const long Embedded = 1 << 17;

    public const long GatewayMessageContent = 1 << 18;
    public const long GatewayMessageContentLimited = 1 << 19;

    public const long AnyPresence = GatewayPresence | GatewayPresenceLimited;
    public const long AnyGuildMembers = GatewayGuildMembers | GatewayGuildMembersLimited;
    public const long AnyMessageContent = GatewayMessageContent | GatewayMessageContentLimited;

    /// <summary>What an owner may switch on and off.</summary>
    public const long Switchable = AnyPresence | AnyGuildMembers | AnyMessageContent | PublicOauth2Client | Embedded;

    /// <summary>What a new application has: every privileged intent, as bots of few guilds may have.</summary>
    public const long Default = GatewayPresenceLimited | GatewayGuildMembersLimited | GatewayMessageContentLimited;
}
