using System.Text.Json.Serialization;
using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Users;

/// <summary>An account: the profile everybody sees, and what only the account itself needs.</summary>
public sealed record UserRow
{
    public required UserPayload Profile { get; init; }

    /// <summary>ASP.NET Core Identity's hash; null for bots, which log in by token alone.</summary>
    public string? PasswordHash { get; init; }

    public string? Email { get; init; }

    /// <summary>The address that its owner has confirmed; another than <see cref="Email"/> counts for nothing.</summary>
    public string? VerifiedEmail { get; init; }

    /// <summary>What confirms <see cref="Email"/>; null when nothing was sent.</summary>
    public MailToken? VerifyToken { get; init; }

    /// <summary>What opens the account to somebody who forgot the password; null when nobody asked.</summary>
    public MailToken? ResetToken { get; init; }

    /// <summary>The second factor; null when logging in takes the password alone.</summary>
    public MfaRecord? Mfa { get; init; }

    /// <summary>There is an address and it is confirmed.</summary>
    [JsonIgnore]
    public bool HasVerifiedEmail => Email is not null && Email == VerifiedEmail;

    public string Locale { get; init; } = "en-US";

    public string Bio { get; init; } = "";

    /// <summary>online, idle, dnd or invisible: what the user last chose.</summary>
    public string Status { get; init; } = "online";
}

/// <summary>
/// An account's second factor. <paramref name="Secrets"/> holds the shared secret and the backup codes, encrypted with keys that are not in
/// the store; <paramref name="LastStep"/> is the time step of the last code that was taken, <paramref name="Version"/> grows with every change.
/// </summary>
public sealed record MfaRecord(byte[] Secrets, long LastStep, int Version);

/// <summary>A token that travelled by mail: its SHA-256, the address that it went to, and its end.</summary>
public sealed record MailToken(byte[] Hash, string Address, DateTimeOffset ExpiresAt);

/// <summary>
/// A way to act as a user. Only the SHA-256 of the secret is stored.
/// </summary>
public sealed record TokenRow(byte[] SecretHash, UserId User, DateTimeOffset CreatedAt, string Client);

/// <summary>An application and its bot. The bot's user has the same number as the application.</summary>
public sealed record ApplicationRow
{
    public required ApplicationId Id { get; init; }

    public required UserId Owner { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public string? Icon { get; init; }

    public bool BotPublic { get; init; } = true;

    public bool BotRequireCodeGrant { get; init; }

    public long Flags { get; init; }

    /// <summary>Hex of the Ed25519 public key that signs interactions.</summary>
    public string VerifyKey { get; init; } = "";

    /// <summary>The private half, encrypted at rest by the data protection keys of the installation.</summary>
    public byte[]? SigningKey { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public string? TermsOfServiceUrl { get; init; }

    public string? PrivacyPolicyUrl { get; init; }

    public string? CustomInstallUrl { get; init; }

    public Permissions? InstallPermissions { get; init; }

    public IReadOnlyList<string>? InstallScopes { get; init; }

    /// <summary>Where interactions are sent, signed; null to send them over the gateway.</summary>
    public string? InteractionsEndpointUrl { get; init; }

    /// <summary>Where people prove to the application who they are elsewhere.</summary>
    public string? RoleConnectionsVerificationUrl { get; init; }

    /// <summary>Where webhook events are sent, signed; null for none.</summary>
    public string? EventWebhooksUrl { get; init; }

    /// <summary>1 off, 2 on, 3 switched off by the house since the address failed.</summary>
    public int EventWebhooksStatus { get; init; } = 1;

    /// <summary>The names of the webhook events that the application wants.</summary>
    public IReadOnlyList<string> EventWebhooksTypes { get; init; } = [];

    /// <summary>SHA-256 of the OAuth2 client secret; null until one was made.</summary>
    public byte[]? SecretHash { get; init; }

    /// <summary>0 when guilds may have it, 1 when users may have it for themselves.</summary>
    public IReadOnlyList<int> IntegrationTypes { get; init; } = [0];

    /// <summary>What a user who takes the application for itself grants; null for what the house decides.</summary>
    public IReadOnlyList<string>? UserInstallScopes { get; init; }

    /// <summary>True when the directory of this house lists it.</summary>
    public bool IsListed { get; init; }
}

/// <summary>How far a user has read a channel, and up to which moment it has seen the channel's pins.</summary>
public sealed record ReadStateRow(ChannelId Channel, MessageId LastRead, int MentionCount, DateTimeOffset? PinsSeenAt = null);

/// <summary>Adds or replaces an account. The name is unique without regard to case: <see cref="UniqueViolationException"/> when taken.</summary>
public sealed record PutUser(UserRow User) : RowChange;

/// <summary>
/// Deletes an account with all that only it needs: tokens, records, relations on both sides, read states, mentions. Messages, bans and audit log entries
/// keep its id.
/// </summary>
public sealed record DeleteUser(UserId User) : RowChange;

public sealed record PutToken(TokenRow Token) : RowChange;

public sealed record DeleteToken(byte[] SecretHash) : RowChange;

/// <summary>Deletes every token of a user, but for the one with this hash when one is given.</summary>
public sealed record DeleteTokensOf(UserId User, byte[]? Except = null) : RowChange;

public sealed record PutApplication(ApplicationRow Application) : RowChange;

/// <summary>Deletes an application with its bot's tokens; the bot's user stays as the author of its messages.</summary>
public sealed record DeleteApplication(ApplicationId Application) : RowChange;

public sealed record PutReadState(UserId User, ReadStateRow State) : RowChange;

public sealed record DeleteReadState(UserId User, ChannelId Channel) : RowChange;
