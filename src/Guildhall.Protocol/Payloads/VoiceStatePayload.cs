using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>Where a member is in voice and what it may do there.</summary>
public sealed record VoiceStatePayload
{
    /// <summary>Absent in GUILD_CREATE.</summary>
    public GuildId? GuildId { get; init; }

    /// <summary>Null once the member has left.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? ChannelId { get; init; }

    public required UserId UserId { get; init; }

    public MemberPayload? Member { get; init; }

    /// <summary>Names the connection; it is no secret.</summary>
    public required string SessionId { get; init; }

    public bool Deaf { get; init; }

    public bool Mute { get; init; }

    public bool SelfDeaf { get; init; }

    public bool SelfMute { get; init; }

    public bool SelfStream { get; init; }

    public bool SelfVideo { get; init; }

    /// <summary>May not speak: in the audience of a stage, or without SPEAK.</summary>
    public bool Suppress { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? RequestToSpeakTimestamp { get; init; }
}

/// <summary>A stage that is open: somebody speaks about something.</summary>
public sealed record StageInstancePayload
{
    public required StageInstanceId Id { get; init; }

    public required GuildId GuildId { get; init; }

    public required ChannelId ChannelId { get; init; }

    public required string Topic { get; init; }

    /// <summary>2: for members of the guild.</summary>
    public int PrivacyLevel { get; init; } = 2;

    public bool DiscoverableDisabled { get; init; } = true;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ScheduledEventId? GuildScheduledEventId { get; init; }
}
