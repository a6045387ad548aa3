using System.Text.Json.Serialization;

namespace Guildhall.Community.Invites;

/// <summary>An invite as the wire shows it. Uses and limits are only for those who manage invites.</summary>
public sealed record InvitePayload
{
    public int Type { get; init; }

    public required string Code { get; init; }

    public required InviteGuildPayload Guild { get; init; }

    public required GuildId GuildId { get; init; }

    public required InviteChannelPayload Channel { get; init; }

    public UserPayload? Inviter { get; init; }

    public int Flags { get; init; }

    public int? TargetType { get; init; }

    public UserPayload? TargetUser { get; init; }

    /// <summary>The roles that come with it.</summary>
    public IReadOnlyList<InviteRolePayload>? Roles { get; init; }

    /// <summary>Only when asked for by its id.</summary>
    public ScheduledEventPayload? GuildScheduledEvent { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? ExpiresAt { get; init; }

    public int? ApproximateMemberCount { get; init; }

    public int? ApproximatePresenceCount { get; init; }

    public int? Uses { get; init; }

    public int? MaxUses { get; init; }

    public int? MaxAge { get; init; }

    public bool? Temporary { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Only in the answer to accepting: whether the user was not a member before.</summary>
    public bool? NewMember { get; init; }

    /// <summary>Only in the answer to accepting: the guild has questions first.</summary>
    public bool? ShowVerificationForm { get; init; }
}

/// <summary>What an invite tells of its guild to those outside.</summary>
public sealed record InviteGuildPayload
{
    public required GuildId Id { get; init; }

    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Splash { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Banner { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Description { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Icon { get; init; }

    public IReadOnlyList<string> Features { get; init; } = [];

    public int VerificationLevel { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? VanityUrlCode { get; init; }

    public int NsfwLevel { get; init; }

    public bool Nsfw { get; init; }

    public int PremiumSubscriptionCount { get; init; }
}

/// <summary>A role that comes with an invite.</summary>
public sealed record InviteRolePayload(RoleId Id, string Name, int Position, int Color, RoleColorsPayload Colors, Permissions Permissions)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Icon { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? UnicodeEmoji { get; init; }
}

/// <summary>How far the list of those who may use an invite was worked through; here it always is.</summary>
public sealed record TargetUsersJobPayload(
    int Status,
    int TotalUsers,
    int ProcessedUsers,
    [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset? CreatedAt,
    [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset? CompletedAt)
{
    public const int Completed = 2;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ErrorMessage { get; init; }
}

/// <summary>The channel an invite leads to.</summary>
public sealed record InviteChannelPayload(ChannelId Id, ChannelType Type, string Name);

/// <summary>INVITE_CREATE.</summary>
public sealed record InviteCreatedPayload
{
    public required ChannelId ChannelId { get; init; }

    public required GuildId GuildId { get; init; }

    public required string Code { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset CreatedAt { get; init; }

    public UserPayload? Inviter { get; init; }

    public required int MaxAge { get; init; }

    public required int MaxUses { get; init; }

    public required bool Temporary { get; init; }

    public required int Uses { get; init; }

    public int? TargetType { get; init; }

    public UserPayload? TargetUser { get; init; }

    public IReadOnlyList<RoleId>? RoleIds { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>INVITE_DELETE.</summary>
public sealed record InviteDeletedPayload(ChannelId ChannelId, GuildId GuildId, string Code);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InvitePayload))]
[JsonSerializable(typeof(IReadOnlyList<InvitePayload>))]
[JsonSerializable(typeof(TargetUsersJobPayload))]
[JsonSerializable(typeof(InviteCreatedPayload))]
[JsonSerializable(typeof(InviteDeletedPayload))]
internal sealed partial class InviteJson : JsonSerializerContext;
