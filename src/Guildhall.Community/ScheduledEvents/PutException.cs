using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>POST and PATCH …/scheduled-events/{guild_scheduled_event_id}/exceptions: moves one occurrence of a recurring event, or leaves it out.</summary>
public static class PutException
{
    private const string Path = "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/exceptions";

    public static void Map(ApiRoutes api)
    {
        api.Post(Path, HandleCreate, RouteOptions.Per(10, 10, "event-exceptions"));
        api.Patch(Path + "/{exception_id}", HandleUpdate, RouteOptions.Per(10, 10, "event-exceptions"));
    }

    /// <param name="Event">Which event.</param>
    /// <param name="Exception">Which exception; null makes one.</param>
    /// <param name="Original">When the occurrence of a new one should begin.</param>
    /// <param name="Start">When it begins instead; null for when it should.</param>
    /// <param name="End">When it ends instead.</param>
    /// <param name="IsCanceled">True to leave it out.</param>
    /// <param name="Caller">Who asks.</param>
    public sealed record Command(
        ScheduledEventId Event,
        ScheduledEventId? Exception,
        DateTimeOffset Original,
        Optional<DateTimeOffset?> Start,
        Optional<DateTimeOffset?> End,
        Optional<bool> IsCanceled,
        Caller Caller) : IGuildCommand<EventExceptionPayload>
    {
        public ValueTask<Result<EventExceptionPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<EventExceptionPayload> Decide(GuildTurn turn)
        {
            var found = EventRules.Find(turn, Event, Caller);
            if (!found.IsOk) return found.Failure;
            var record = found.Value!;
            if (EventRules.RefuseChanging(turn, Caller, record.Event) is { } denied) return denied;
            if (record.IsFinished) return new Failure.CannotUpdateFinishedEvent();
            var id = Exception ?? EventExceptions.IdOf(Original);
            var before = record.Event.GuildScheduledEventExceptions.FirstOrDefault(one => one.EventExceptionId == id);
            if (Exception is not null && before is null) return new Failure.UnknownScheduledEvent();
            if (Exception is null && Refuse(record, before, id, turn.Now) is { } refused) return refused;
            var after = (before ?? new EventExceptionPayload { EventId = Event, EventExceptionId = id }) with
            {
                ScheduledStartTime = Start.Or(before?.ScheduledStartTime),
                ScheduledEndTime = End.Or(before?.ScheduledEndTime),
                IsCanceled = IsCanceled.Or(before?.IsCanceled ?? false),
            };
            var start = after.ScheduledStartTime ?? id.Value.CreatedAt;
            if (after.ScheduledStartTime <= turn.Now) return Invalid("scheduled_start_time", "Cannot schedule event in the past.");
            if (after.ScheduledEndTime <= start) return Invalid("scheduled_end_time", "An event ends after it begins.");
            Apply(turn, record, before, after);
            return after;
        }

        private static Failure.InvalidForm? Refuse(EventRecord record, EventExceptionPayload? before, ScheduledEventId id, DateTimeOffset now)
        {
            if (EventExceptions.OccurrenceOf(record, id) is not { } at || at <= now)
                return Invalid("original_scheduled_start_time", "The event does not take place then.");
            if (before is not null) return Invalid("original_scheduled_start_time", "There is an exception for this occurrence already.");
            return record.Event.GuildScheduledEventExceptions.Count >= Limits.ExceptionsPerEvent
                ? Invalid("original_scheduled_start_time", $"Maximum number of exceptions reached ({Limits.ExceptionsPerEvent})")
                : null;
        }

        private void Apply(GuildTurn turn, EventRecord record, EventExceptionPayload? before, EventExceptionPayload after)
        {
            var moved = EventExceptions.With(record, after, turn.Now);
            var (kind, action) = before is null
                ? (DispatchCatalogue.GuildScheduledEventExceptionCreate, AuditAction.ScheduledEventExceptionCreate)
                : (DispatchCatalogue.GuildScheduledEventExceptionUpdate, AuditAction.ScheduledEventExceptionUpdate);
            EventChanges.Update(turn, record, moved);
            EventChanges.Tell(turn, record.Event, kind, after with { GuildId = turn.GuildId }, PayloadJson.Default.EventExceptionPayload);
            turn.Audit(action, Caller, Event.ToString(), DeleteException.Differences(before, after), DeleteException.Options(after));
        }

        private static Failure.InvalidForm Invalid(string field, string message) =>
            new([new FieldError(field, "GUILD_SCHEDULED_EVENT_EXCEPTION_INVALID", message)]);
    }

    private static ValueTask<ApiAnswer> HandleCreate(ApiRequest request) => Handle(request, null);

    private static ValueTask<ApiAnswer> HandleUpdate(ApiRequest request) => Handle(request, request.Id<ScheduledEventId>("exception_id"));

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request, ScheduledEventId? exception)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<ScheduledEventId>("guild_scheduled_event_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var (start, end, isCanceled) = (form.Moment("scheduled_start_time"), form.Moment("scheduled_end_time"), form.FlagOrAbsent("is_canceled"));
        var original = form.Moment("original_scheduled_start_time");
        if (exception is null)
        {
            if (original.Value is null) form.Required("original_scheduled_start_time");
            if (start.Value is null && end.Value is null && !isCanceled.IsPresent)
                form.Error("", "GUILD_SCHEDULED_EVENT_EXCEPTION_EMPTY", "Give one of is_canceled, scheduled_start_time and scheduled_end_time.");
        }

        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var command = new Command(id, exception, original.Value ?? default, start, end, isCanceled, request.Caller);
        var put = await request.House.Guilds.Ask(guild, command, request.Cancel);
        return ApiAnswer.Of(put, PayloadJson.Default.EventExceptionPayload);
    }
}
