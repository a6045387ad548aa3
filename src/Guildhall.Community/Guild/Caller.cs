namespace Guildhall.Community.Guild;

/// <summary>Who asks, and the reason they give for the audit log (1 to 512 characters, or null).</summary>
public sealed record Caller(UserId User, bool IsBot, string? Reason = null)
{
    /// <summary>The account has a second factor; bots count as having one.</summary>
    public bool HasMfa { get; init; } = IsBot;

    /// <summary>The house sends mail and the account has not confirmed an address: guilds may keep it from writing.</summary>
    public bool IsUnverified { get; init; }
}
