namespace Guildhall.Community.Guild;

/// <summary>Who asks, and the reason they give for the audit log (1 to 512 characters, or null).</summary>
public sealed record Caller(UserId User, bool IsBot, string? Reason = null)
{
    /// <summary>The account has a second factor; bots count as having one.</summary>
    public bool HasMfa { get; init; } = IsBot;

    /// <summary>The application that acts for the user by an OAuth2 token; null when the user itself or a bot asks.</summary>
    public ApplicationId? Application { get; init; }

    /// <summary>What the user lets the application do; empty without an application.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>True when the caller may know what the scope opens: always, unless an application asks that was not granted it.</summary>
    public bool MayRead(string scope) => Application is null || Scopes.Contains(scope);

    /// <summary>The house sends mail and the account has not confirmed an address: guilds may keep it from writing.</summary>
    public bool IsUnverified { get; init; }
}
