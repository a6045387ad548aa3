using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Users;

/// <summary>What a person lets an application do. There is one for each pair.</summary>
public sealed record AuthorizationRow(AuthorizationId Id, UserId User, ApplicationId Application, IReadOnlyList<string> Scopes, DateTimeOffset At);

/// <summary>
/// An authorisation code: what an application changes into tokens, once. <paramref name="Hash"/> is the SHA-256 of the code;
/// <paramref name="Family"/> is what every token that comes of it belongs to.
/// </summary>
public sealed record CodeRow(
    byte[] Hash, UserId User, ApplicationId Application, IReadOnlyList<string> Scopes, Snowflake Family, DateTimeOffset ExpiresAt)
{
    /// <summary>The address the code was sent to; it is said again when the code is changed.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>The S256 challenge of PKCE; null when the application asked without.</summary>
    public string? Challenge { get; init; }

    /// <summary>What the identity token repeats.</summary>
    public string? Nonce { get; init; }

    /// <summary>The guild that a bot was added to with this consent.</summary>
    public GuildId? Guild { get; init; }

    /// <summary>The webhook that was made with this consent.</summary>
    public WebhookId? Webhook { get; init; }

    /// <summary>It was changed already: whoever brings it again has stolen it, or was stolen from.</summary>
    public bool IsUsed { get; init; }
}

/// <summary>An access token and the refresh token that came with it, each by its SHA-256.</summary>
public sealed record BearerRow(
    byte[] AccessHash,
    byte[]? RefreshHash,
    Snowflake Family,
    UserId User,
    ApplicationId Application,
    IReadOnlyList<string> Scopes,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    bool IsSpent = false);

/// <summary>Adds or replaces what a person lets an application do.</summary>
public sealed record PutAuthorization(AuthorizationRow Authorization) : RowChange;

/// <summary>Takes back all that a person lets an application do, with every code and token.</summary>
public sealed record DeleteAuthorization(UserId User, ApplicationId Application) : RowChange;

public sealed record PutCode(CodeRow Code) : RowChange;

public sealed record PutBearer(BearerRow Bearer) : RowChange;

public sealed record DeleteBearer(byte[] AccessHash) : RowChange;

/// <summary>Takes back every token that came of one consent.</summary>
public sealed record DeleteBearerFamily(Snowflake Family) : RowChange;

/// <summary>Deletes a user's codes and tokens that have ended and that nothing can be made of any more.</summary>
public sealed record DropStaleBearers(UserId User, DateTimeOffset Now) : RowChange;
