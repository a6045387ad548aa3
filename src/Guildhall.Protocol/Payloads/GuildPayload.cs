using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>
/// A guild as REST and GUILD_UPDATE show it. The stored form is the same record with empty
/// <see cref="Roles"/> and <see cref="Emojis"/>, which have rows of their own.
/// </summary>
public record GuildPayload
{
    public required GuildId Id { get; init; }

    public required string Name { get; init; }

    public required UserId OwnerId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Icon { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Description { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? HomeHeader { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Splash { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? DiscoverySplash { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Banner { get; init; }

    public IReadOnlyList<string> Features { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ApplicationId? ApplicationId { get; init; }

    public string Region { get; init; } = "local";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? AfkChannelId { get; init; }

    /// <summary>Seconds; one of 60, 300, 900, 1800, 3600.</summary>
    public int AfkTimeout { get; init; } = 300;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? SystemChannelId { get; init; }

    public int SystemChannelFlags { get; init; }

    public bool WidgetEnabled { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? WidgetChannelId { get; init; }

    public int VerificationLevel { get; init; }

    public IReadOnlyList<RolePayload> Roles { get; init; } = [];

    public int DefaultMessageNotifications { get; init; }

    public int MfaLevel { get; init; }

    public int ExplicitContentFilter { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? MaxPresences { get; init; }

    public int MaxMembers { get; init; } = Limits.MembersPerGuild;

    public int MaxStageVideoChannelUsers { get; init; } = 50;

    public int MaxVideoChannelUsers { get; init; } = 25;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? VanityUrlCode { get; init; }

    public int PremiumTier { get; init; }

    public int PremiumSubscriptionCount { get; init; }

    public string PreferredLocale { get; init; } = "en-US";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? RulesChannelId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? SafetyAlertsChannelId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? PublicUpdatesChannelId { get; init; }

    public bool PremiumProgressBarEnabled { get; init; }

    public bool Nsfw { get; init; }

    public int NsfwLevel { get; init; }

    public IReadOnlyList<EmojiPayload> Emojis { get; init; } = [];

    public IReadOnlyList<StickerPayload> Stickers { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IncidentsPayload? IncidentsData { get; init; }

    /// <summary>Only with with_counts.</summary>
    public int? ApproximateMemberCount { get; init; }

    /// <summary>Only with with_counts.</summary>
    public int? ApproximatePresenceCount { get; init; }
}

/// <summary>GUILD_CREATE: the guild with what a client needs to show it, as far as the receiver may see it.</summary>
public sealed record GuildCreatePayload : GuildPayload
{
    [JsonConstructor]
    public GuildCreatePayload()
    {
    }

    /// <summary>Everything that the guild shows anyway; what GUILD_CREATE adds is set beside it.</summary>
    [SetsRequiredMembers]
    public GuildCreatePayload(GuildPayload guild)
        : base(guild)
    {
    }

    /// <summary>When the receiver joined. Null in the part that receivers share; see the welcome of a guild.</summary>
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? JoinedAt { get; init; }

    public bool Large { get; init; }

    public bool Unavailable { get; init; }

    public int MemberCount { get; init; }

    /// <summary>Null in the part that receivers share.</summary>
    public IReadOnlyList<MemberPayload>? Members { get; init; }

    public IReadOnlyList<ChannelPayload> Channels { get; init; } = [];

    public IReadOnlyList<PresencePayload> Presences { get; init; } = [];

    public IReadOnlyList<VoiceStatePayload> VoiceStates { get; init; } = [];

    /// <summary>The active threads that the receiver may see. Null in the part that receivers share when each sees others.</summary>
    public IReadOnlyList<ChannelPayload>? Threads { get; init; } = [];

    public IReadOnlyList<StageInstancePayload> StageInstances { get; init; } = [];

    public IReadOnlyList<ScheduledEventPayload> GuildScheduledEvents { get; init; } = [];

    public IReadOnlyList<SoundPayload> SoundboardSounds { get; init; } = [];
}

/// <summary>A guild that is not loaded yet (READY), or that the receiver no longer is in (GUILD_DELETE without the flag).</summary>
public sealed record UnavailableGuildPayload(GuildId Id, bool? Unavailable = null);

/// <summary>What a guild has stopped for some time because of a raid.</summary>
public sealed record IncidentsPayload
{
    /// <summary>Until when nobody joins by an invite; null for not stopped.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? InvitesDisabledUntil { get; init; }

    /// <summary>Until when members who are no friends do not write to each other because they share this guild; null for not stopped.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? DmsDisabledUntil { get; init; }
}
