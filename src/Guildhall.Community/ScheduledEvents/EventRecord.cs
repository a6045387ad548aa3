using System.Text.Json.Serialization;
using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Documents;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>A scheduled event as its guild keeps it: as shown, and which occurrence of its rule that is.</summary>
public sealed record EventRecord
{
    internal static readonly GuildDocumentKind<EventRecord> Kind = new("scheduled_event", EventJson.Default.EventRecord);

    public required ScheduledEventPayload Event { get; init; }

    /// <summary>The moment that the rule gave for the current occurrence, even when an exception moved it.</summary>
    public required DateTimeOffset Occurrence { get; init; }

    /// <summary>How long an occurrence lasts; null without an end.</summary>
    public TimeSpan? Length { get; init; }

    [JsonIgnore]
    public ScheduledEventId Id => Event.Id;

    /// <summary>True once it is completed or canceled.</summary>
    [JsonIgnore]
    public bool IsFinished => Event.Status is ScheduledEventStatus.Completed or ScheduledEventStatus.Canceled;

    /// <summary>The record of an event whose schedule was just set.</summary>
    public static EventRecord Of(ScheduledEventPayload shown) => new()
    {
        Event = shown,
        Occurrence = shown.ScheduledStartTime,
        Length = shown.ScheduledEndTime - shown.ScheduledStartTime,
    };

    /// <summary>The events of a guild that have not ended, in the order in which they begin.</summary>
    internal static IEnumerable<EventRecord> Open(GuildState guild) =>
        guild.Documents.Of(Kind).Values.Where(record => !record.IsFinished).OrderBy(record => record.Event.ScheduledStartTime).ThenBy(record => record.Id.Number);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventRecord))]
[JsonSerializable(typeof(EventUserPayload))]
[JsonSerializable(typeof(IReadOnlyList<EventUserPayload>))]
[JsonSerializable(typeof(EventUserChangedPayload))]
[JsonSerializable(typeof(EventUserCountsPayload))]
[JsonSerializable(typeof(EventReminderPayload))]
internal sealed partial class EventJson : JsonSerializerContext;
