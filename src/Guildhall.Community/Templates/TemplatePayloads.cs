using System.Text.Json.Serialization;
using Guildhall.Community.Guild.Documents;

namespace Guildhall.Community.Templates;

/// <summary>A template: a guild's shape under a code that others may begin a guild from. On the wire, and as it is stored.</summary>
public sealed record TemplatePayload
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Description { get; init; }

    public int UsageCount { get; init; }

    public required UserId CreatorId { get; init; }

    /// <summary>Found again whenever the template is shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public UserPayload? Creator { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset CreatedAt { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset UpdatedAt { get; init; }

    public required GuildId SourceGuildId { get; init; }

    public required TemplateGuildPayload SerializedSourceGuild { get; init; }

    /// <summary>True when the guild has changed since; null when it has not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public bool? IsDirty { get; init; }
}

/// <summary>The shape of a guild. Roles and channels have small numbers for ids, by which they name each other; @everyone is 0.</summary>
public sealed record TemplateGuildPayload
{
    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Description { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Region { get; init; }

    public int VerificationLevel { get; init; }

    public int DefaultMessageNotifications { get; init; }

    public int ExplicitContentFilter { get; init; }

    public string PreferredLocale { get; init; } = "en-US";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? AfkChannelId { get; init; }

    public int AfkTimeout { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? SystemChannelId { get; init; }

    public int SystemChannelFlags { get; init; }

    public IReadOnlyList<TemplateRolePayload> Roles { get; init; } = [];

    public IReadOnlyList<TemplateChannelPayload> Channels { get; init; } = [];
}

public sealed record TemplateRolePayload
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required Permissions Permissions { get; init; }

    public int Color { get; init; }

    public RoleColorsPayload Colors { get; init; } = new(0);

    public bool Hoist { get; init; }

    public bool Mentionable { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Icon { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? UnicodeEmoji { get; init; }
}

/// <summary>A channel of a template.</summary>
public sealed record TemplateChannelPayload
{
    public required int Id { get; init; }

    public required ChannelType Type { get; init; }

    public required string Name { get; init; }

    public int Position { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Topic { get; init; }

    public int Bitrate { get; init; } = 64_000;

    public int UserLimit { get; init; }

    public bool Nsfw { get; init; }

    public int RateLimitPerUser { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? ParentId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? DefaultAutoArchiveDuration { get; init; }

    public IReadOnlyList<OverwritePayload> PermissionOverwrites { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<Nothing>? AvailableTags { get; init; }

    public string Template { get; init; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Nothing? DefaultReactionEmoji { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? DefaultThreadRateLimitPerUser { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? DefaultSortOrder { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? DefaultForumLayout { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? DefaultTagSetting { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? ThemeColor { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TemplatePayload))]
[JsonSerializable(typeof(IReadOnlyList<TemplatePayload>))]
internal sealed partial class TemplateJson : JsonSerializerContext;

/// <summary>The one template of a guild; its id is the guild's, its second name the code.</summary>
internal static class TemplateDocuments
{
    public static readonly GuildDocumentKind<TemplatePayload> Kind = new("template", TemplateJson.Default.TemplatePayload, template => template.Code);
}
