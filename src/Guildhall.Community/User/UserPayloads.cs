using System.Text.Json.Serialization;
using Guildhall.Storage.Users;

namespace Guildhall.Community.User;

/// <summary>GET /users/{user_id}/profile: what a profile card shows.</summary>
public sealed record UserProfilePayload(
    UserPayload User,
    ProfileMetadataPayload UserProfile,
    IReadOnlyList<Nothing> Badges,
    IReadOnlyList<Nothing> GuildBadges,
    IReadOnlyList<Nothing> ConnectedAccounts,
    IReadOnlyList<MutualGuildPayload> MutualGuilds)
{
    public MemberPayload? GuildMember { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? PremiumType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? PremiumSince { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? PremiumGuildSince { get; init; }
}

/// <summary>What a user tells of itself.</summary>
public sealed record ProfileMetadataPayload(string Bio)
{
    public string Pronouns { get; init; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Banner { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? AccentColor { get; init; }
}

/// <summary>A guild that both the caller and the shown user are in.</summary>
public sealed record MutualGuildPayload(GuildId Id)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Nick { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UserProfilePayload))]
[JsonSerializable(typeof(Settings.SettingsRecord))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
[JsonSerializable(typeof(IReadOnlyList<Presence.SessionPayload>))]
internal sealed partial class UserJson : JsonSerializerContext;

/// <summary>Stored accounts as payloads.</summary>
public static class UserRowShown
{
    /// <summary>The account as it sees itself.</summary>
    public static SelfUserPayload ShownToSelf(this UserRow row) =>
        new(row.Profile) { Locale = row.Locale, Email = row.Email, Bio = row.Bio, MfaEnabled = row.Mfa is not null, Verified = row.Email is null || row.HasVerifiedEmail };
}
