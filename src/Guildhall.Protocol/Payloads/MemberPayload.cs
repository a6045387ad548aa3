using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>A member of a guild (the guild member object of the documentation).</summary>
public sealed record MemberPayload
{
    /// <summary>Absent in events that carry the user beside the member.</summary>
    public UserPayload? User { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Nick { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Avatar { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Banner { get; init; }

    public IReadOnlyList<RoleId> Roles { get; init; } = [];

    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset JoinedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? PremiumSince { get; init; }

    public bool Deaf { get; init; }

    public bool Mute { get; init; }

    public int Flags { get; init; }

    public bool Pending { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? CommunicationDisabledUntil { get; init; }

    /// <summary>Present in events that name the guild on the member itself (GUILD_MEMBER_ADD, GUILD_MEMBER_UPDATE).</summary>
    public GuildId? GuildId { get; init; }

    /// <summary>The caller's permissions in the guild; only where the documentation adds them.</summary>
    public Permissions? Permissions { get; init; }
}
