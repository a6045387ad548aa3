using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>A user as everybody may see it (the user object of the documentation).</summary>
public record UserPayload
{
    public required UserId Id { get; init; }

    public required string Username { get; init; }

    /// <summary>"0" for people, four digits for bots as their libraries expect.</summary>
    public string Discriminator { get; init; } = "0";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? GlobalName { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Avatar { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Bot { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Banner { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? AccentColor { get; init; }

    public int PublicFlags { get; init; }

    public long Flags { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public UserPrimaryGuildPayload? PrimaryGuild { get; init; }
}

/// <summary>The guild whose tag a user wears.</summary>
public sealed record UserPrimaryGuildPayload(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] GuildId? IdentityGuildId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] bool? IdentityEnabled,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Tag,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Badge);

/// <summary>A user as only the user may see it.</summary>
public sealed record SelfUserPayload : UserPayload
{
    [JsonConstructor]
    public SelfUserPayload()
    {
    }

    /// <summary>Everything that everybody may see; what is the user's own is set beside it.</summary>
    [SetsRequiredMembers]
    public SelfUserPayload(UserPayload profile)
        : base(profile)
    {
    }

    public bool MfaEnabled { get; init; }

    public string Locale { get; init; } = "en-US";

    /// <summary>The e-mail address is confirmed; absent for an application that may not know of it.</summary>
    public bool? Verified { get; init; } = true;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Email { get; init; }

    public int PremiumType { get; init; }

    public string Bio { get; init; } = "";
}
