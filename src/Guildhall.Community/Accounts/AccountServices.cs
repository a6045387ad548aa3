namespace Guildhall.Community.Accounts;

/// <summary>What the operations on accounts share.</summary>
public sealed record AccountServices(
    PasswordVault Passwords, NameClaims Names, GatewayInfo.SessionStarts SessionStarts, Applications.SigningKeys SigningKeys,
    Edge.RateLimiter Limits, SecretKeeper Secrets, Mail.MailQueue Mail);
