namespace Guildhall.Community.ScheduledEvents;

/// <summary>What the operations on exceptions share.</summary>
internal static class EventExceptions
{
    /// <summary>The id of an occurrence: the snowflake of the moment it should begin at.</summary>
    public static ScheduledEventId IdOf(DateTimeOffset occurrence) => new(Snowflake.At(occurrence));

    /// <summary>The event with this exception in place of the one it had; the current occurrence follows at once.</summary>
    public static EventRecord With(EventRecord record, EventExceptionPayload exception, DateTimeOffset now)
    {
        var others = record.Event.GuildScheduledEventExceptions.Where(other => other.EventExceptionId != exception.EventExceptionId);
        return Current(record with { Event = record.Event with { GuildScheduledEventExceptions = [.. others.Append(exception).OrderBy(one => one.EventExceptionId.Number)] } }, now);
    }

    /// <summary>The event without the exception.</summary>
    public static EventRecord Without(EventRecord record, EventExceptionPayload exception, DateTimeOffset now)
    {
        var others = record.Event.GuildScheduledEventExceptions.Where(other => other.EventExceptionId != exception.EventExceptionId);
        var at = exception.IsCanceled ? OccurrenceOf(record, exception.EventExceptionId) : null;
        var isNextAgain = at > now && at < record.Occurrence;
        return Current(
            record with
            {
                Occurrence = isNextAgain ? at!.Value : record.Occurrence,
                Event = record.Event with { GuildScheduledEventExceptions = [.. others] },
            },
            now);
    }

    /// <summary>The occurrence with this id; null when the event's rule gives none then.</summary>
    public static DateTimeOffset? OccurrenceOf(EventRecord record, ScheduledEventId id)
    {
        if (record.Event.RecurrenceRule is not { } rule) return null;
        var at = Occurrences.After(rule, id.Value.CreatedAt.AddTicks(-1));
        return at is { } moment && IdOf(moment) == id ? moment : null;
    }

    // An exception to the occurrence that the event shows as its next one moves the event itself.
    private static EventRecord Current(EventRecord record, DateTimeOffset now)
    {
        if (record.Event.Status != ScheduledEventStatus.Scheduled) return record;
        var own = record.Event.GuildScheduledEventExceptions.FirstOrDefault(exception => exception.EventExceptionId == IdOf(record.Occurrence));
        if (own is { IsCanceled: true }) return EventClock.Ended(record, ScheduledEventStatus.Canceled, now);
        var start = own?.ScheduledStartTime ?? record.Occurrence;
        return record with { Event = record.Event with { ScheduledStartTime = start, ScheduledEndTime = own?.ScheduledEndTime ?? start + record.Length } };
    }
}
