using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>Where a scheduled event stands.</summary>
public enum ScheduledEventStatus
{
    Scheduled = 1,
    Active = 2,
    Completed = 3,
    Canceled = 4,
}

/// <summary>Where a scheduled event takes place.</summary>
public enum ScheduledEventEntity
{
    StageInstance = 1,
    Voice = 2,
    External = 3,
}

/// <summary>A scheduled event of a guild; also the form in which it is stored (without creator and user_count).</summary>
public sealed record ScheduledEventPayload
{
    public required ScheduledEventId Id { get; init; }

    public required GuildId GuildId { get; init; }

    /// <summary>The voice or stage channel; null for events that take place somewhere else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? ChannelId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public UserId? CreatorId { get; init; }

    /// <summary>Only in answers.</summary>
    public UserPayload? Creator { get; init; }

    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Description { get; init; }

    /// <summary>The hash of the cover.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Image { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset ScheduledStartTime { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? ScheduledEndTime { get; init; }

    /// <summary>For members of the guild: the one level there is.</summary>
    public int PrivacyLevel { get; init; } = 2;

    public ScheduledEventStatus Status { get; init; } = ScheduledEventStatus.Scheduled;

    public required ScheduledEventEntity EntityType { get; init; }

    /// <summary>The stage instance while the event runs on a stage.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public StageInstanceId? EntityId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public EntityMetadataPayload? EntityMetadata { get; init; }

    /// <summary>Only with with_user_count.</summary>
    public int? UserCount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public RecurrenceRulePayload? RecurrenceRule { get; init; }

    public IReadOnlyList<EventExceptionPayload> GuildScheduledEventExceptions { get; init; } = [];
}

/// <summary>Where an external event takes place.</summary>
public sealed record EntityMetadataPayload(string Location);

/// <summary>An occurrence of a recurring event that is moved or left out. Its id is a snowflake of the moment it should have begun at.</summary>
public sealed record EventExceptionPayload
{
    public required ScheduledEventId EventId { get; init; }

    public required ScheduledEventId EventExceptionId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? ScheduledStartTime { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? ScheduledEndTime { get; init; }

    public bool IsCanceled { get; init; }

    /// <summary>Only in events.</summary>
    public GuildId? GuildId { get; init; }
}
