using System.Text.Json.Serialization;

namespace Guildhall.Community.Interactions;

/// <summary>A member in an interaction's resolved data: without the user, deaf and mute, with what it may do in the interaction's channel.</summary>
public sealed record ResolvedMemberPayload
{
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

    public int Flags { get; init; }

    public bool Pending { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? CommunicationDisabledUntil { get; init; }

    public required Permissions Permissions { get; init; }

    public static ResolvedMemberPayload Of(MemberPayload member, Permissions permissions) => new()
    {
        Nick = member.Nick,
        Avatar = member.Avatar,
        Banner = member.Banner,
        Roles = member.Roles,
        JoinedAt = member.JoinedAt,
        PremiumSince = member.PremiumSince,
        Flags = member.Flags,
        Pending = member.Pending,
        CommunicationDisabledUntil = member.CommunicationDisabledUntil,
        Permissions = permissions,
    };
}
