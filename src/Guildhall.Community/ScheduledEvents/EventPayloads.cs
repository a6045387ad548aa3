using System.Text.Json.Serialization;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>A user's answer to an event, or to one occurrence of it. Response 1 comes, 0 does not.</summary>
public sealed record EventUserPayload(ScheduledEventId GuildScheduledEventId, UserId UserId, int Response)
{
    public ScheduledEventId? GuildScheduledEventExceptionId { get; init; }

    public UserPayload? User { get; init; }

    /// <summary>Only with with_member.</summary>
    public MemberPayload? Member { get; init; }
}

/// <summary>GUILD_SCHEDULED_EVENT_USER_ADD and GUILD_SCHEDULED_EVENT_USER_REMOVE.</summary>
public sealed record EventUserChangedPayload(ScheduledEventId GuildScheduledEventId, UserId UserId, GuildId GuildId)
{
    public ScheduledEventId? GuildScheduledEventExceptionId { get; init; }
}

/// <summary>How many come to an event, and to the occurrences asked for.</summary>
public sealed record EventUserCountsPayload(int GuildScheduledEventCount, IReadOnlyDictionary<string, int> GuildScheduledEventExceptionCounts);

/// <summary>NOTIFICATION_CENTER_ITEM_CREATE for an event of interest that has begun.</summary>
public sealed record EventReminderPayload
{
    public required string Id { get; init; }

    public string Type { get; init; } = "scheduled_guild_event_started";

    public required string BundleId { get; init; }

    /// <summary>The name of the event.</summary>
    public required string Body { get; init; }

    public required string Deeplink { get; init; }

    public required GuildId GuildId { get; init; }

    public required ScheduledEventId GuildScheduledEventId { get; init; }

    public bool Acked { get; init; }

    public bool Completed { get; init; }

    public bool DisableAction { get; init; }

    public bool IsVoiceMessage { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? ItemEnum { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? IconUrl { get; init; }
}
