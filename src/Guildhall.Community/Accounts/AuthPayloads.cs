using System.Text.Json.Serialization;
using Guildhall.Protocol;

namespace Guildhall.Community.Accounts;

/// <summary>The answer to a registration or a login: the token is shown this once.</summary>
public sealed record AuthPayload(string Token, UserId UserId);

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
[JsonSerializable(typeof(AuthPayload))]
[JsonSerializable(typeof(AuthSessionsPayload))]
internal sealed partial class AuthJson : JsonSerializerContext;
