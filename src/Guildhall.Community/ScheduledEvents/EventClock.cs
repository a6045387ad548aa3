using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Alarms;
using Guildhall.Storage.ScheduledEvents;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>
/// What happens to scheduled events by themselves: external ones begin and end at their times, ones that nobody began are canceled
/// some hours later, and ones in a channel that everybody left end some minutes later. What recurs is scheduled again.
/// </summary>
internal static class EventClock
{
    /// <summary>How long after its start an event may still be begun.</summary>
    public static readonly TimeSpan GraceToBegin = TimeSpan.FromHours(3);

    /// <summary>How long an event goes on in a channel that nobody is in.</summary>
    public static readonly TimeSpan GraceWhenEmpty = TimeSpan.FromMinutes(5);

    public static readonly AlarmKind Alarm = new("scheduled_event", Ring);

    /// <summary>Sets the alarm for the next thing that happens by itself, or takes it back when there is none.</summary>
    public static void Set(GuildTurn turn, EventRecord record)
    {
        if (Next(turn, record) is { } due) turn.SetAlarm(Alarm, record.Id.Number, due);
        else turn.ClearAlarm(Alarm, record.Id.Number);
    }

    /// <summary>Looks again at the events of a channel that somebody came to or left.</summary>
    public static void PeopleMoved(GuildTurn turn, ChannelId channel)
    {
        foreach (var record in EventRecord.Open(turn.State))
        {
            if (record.Event.ChannelId == channel && record.Event.Status == ScheduledEventStatus.Active) Set(turn, record);
        }
    }

    /// <summary>The event after its current occurrence: scheduled for the next one, or finished when there is none.</summary>
    public static EventRecord Ended(EventRecord record, ScheduledEventStatus end, DateTimeOffset now)
    {
        var shown = record.Event with { EntityId = null };
        var rule = shown.RecurrenceRule;
        var occurrence = rule is null ? null : Occurrences.After(rule, record.Occurrence);
        while (occurrence is { } at)
        {
            var moved = shown.GuildScheduledEventExceptions.FirstOrDefault(exception => exception.EventExceptionId == EventExceptions.IdOf(at));
            var start = moved?.ScheduledStartTime ?? at;
            if (moved is not { IsCanceled: true } && start + GraceToBegin > now)
            {
                return record with
                {
                    Occurrence = at,
                    Event = shown with
                    {
                        Status = ScheduledEventStatus.Scheduled,
                        ScheduledStartTime = start,
                        ScheduledEndTime = moved?.ScheduledEndTime ?? start + record.Length,
                        GuildScheduledEventExceptions = [.. shown.GuildScheduledEventExceptions.Where(exception => exception.EventExceptionId.Value.CreatedAt > now || exception == moved)],
                    },
                };
            }

            occurrence = Occurrences.After(rule!, at);
        }

        return record with { Event = shown with { Status = end } };
    }

    private static DateTimeOffset? Next(GuildTurn turn, EventRecord record)
    {
        var shown = record.Event;
        var isExternal = shown.EntityType == ScheduledEventEntity.External;
        return shown.Status switch
        {
            ScheduledEventStatus.Scheduled => isExternal ? shown.ScheduledStartTime : shown.ScheduledStartTime + GraceToBegin,
            ScheduledEventStatus.Active when isExternal => shown.ScheduledEndTime,
            ScheduledEventStatus.Active when shown.ChannelId is { } channel && IsEmpty(turn, channel) => turn.Now + GraceWhenEmpty,
            _ => null,
        };
    }

    private static bool IsEmpty(GuildTurn turn, ChannelId channel) => turn.State.Voice.Count(channel) == 0;

    private static ValueTask Ring(GuildTurn turn, ulong id)
    {
        if (turn.State.Documents.Find(EventRecord.Kind, id) is not { IsFinished: false } record) return ValueTask.CompletedTask;
        var isExternal = record.Event.EntityType == ScheduledEventEntity.External;
        var after = (record.Event.Status, isExternal) switch
        {
            (ScheduledEventStatus.Scheduled, true) => record with { Event = record.Event with { Status = ScheduledEventStatus.Active } },
            (ScheduledEventStatus.Scheduled, false) => Ended(record, ScheduledEventStatus.Canceled, turn.Now),
            _ => Ended(record, ScheduledEventStatus.Completed, turn.Now),
        };
        EventChanges.Update(turn, record, after);
        return ValueTask.CompletedTask;
    }
}
