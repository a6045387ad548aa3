using System.Text.Json.Serialization;
using Guildhall.Protocol;

namespace Guildhall.Community.Accounts;

/// <summary>The answer to a registration or a login: the token is shown this once.</summary>
public sealed record AuthPayload(string Token, UserId UserId);

/// <summary>The answer to a right password of an account with a second factor: the ticket goes with the code.</summary>
public sealed record MfaTicketPayload(UserId UserId, string Ticket)
{
    public bool Mfa { get; init; } = true;

    public bool Totp { get; init; } = true;

    public bool Backup { get; init; } = true;

    public bool Sms { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Webauthn { get; init; }
}

/// <summary>The answer to turning the second factor on or off, or to asking for its backup codes.</summary>
public sealed record MfaChangedPayload(string? Token, IReadOnlyList<BackupCodePayload>? BackupCodes);

public sealed record BackupCodePayload(UserId UserId, string Code, bool Consumed);

/// <summary>What proves later that the password was right a moment ago.</summary>
public sealed record CodesChallengePayload(string Nonce, string RegenerateNonce);

/// <summary>What is encrypted of a second factor.</summary>
public sealed record MfaSecrets(byte[] Key, IReadOnlyList<BackupCode> Codes);

public sealed record BackupCode(string Code, bool IsUsed);

/// <summary>The answer to a confirmed address. Confirming logs nobody in.</summary>
public sealed record EmailVerifiedPayload(UserId UserId, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Token);

/// <summary>How somebody who forgot the password hears from this house.</summary>
public sealed record ForgotPayload(string Method);

/// <summary>GET /auth/sessions.</summary>
public sealed record AuthSessionsPayload(IReadOnlyList<AuthSessionPayload> UserSessions);

/// <summary>One place where the account is logged in.</summary>
public sealed record AuthSessionPayload(string IdHash, [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset ApproxLastUsedTime, AuthClientPayload ClientInfo);

/// <summary>What the place is: as its User-Agent said at login.</summary>
public sealed record AuthClientPayload
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Os { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Platform { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Location { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MfaTicketPayload))]
[JsonSerializable(typeof(MfaChangedPayload))]
[JsonSerializable(typeof(CodesChallengePayload))]
[JsonSerializable(typeof(MfaSecrets))]
[JsonSerializable(typeof(EmailVerifiedPayload))]
[JsonSerializable(typeof(ForgotPayload))]
[JsonSerializable(typeof(AuthPayload))]
[JsonSerializable(typeof(AuthSessionsPayload))]
internal sealed partial class AuthJson : JsonSerializerContext;
