using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Storage.ScheduledEvents;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>DELETE …/scheduled-events/{guild_scheduled_event_id}/exceptions/{exception_id}: the occurrence takes place as the rule says.</summary>
public static class DeleteException
{
    public static void Map(ApiRoutes api) =>
        api.Delete("/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}/exceptions/{exception_id}", Handle, RouteOptions.Per(10, 10, "event-exceptions"));

    public sealed record Command(ScheduledEventId Event, ScheduledEventId Exception, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var found = EventRules.Find(turn, Event, Caller);
            if (!found.IsOk) return found.Failure;
            var record = found.Value!;
            if (EventRules.RefuseChanging(turn, Caller, record.Event) is { } denied) return denied;
            if (record.Event.GuildScheduledEventExceptions.FirstOrDefault(one => one.EventExceptionId == Exception) is not { } gone)
                return new Failure.UnknownScheduledEvent();
            EventChanges.Update(turn, record, EventExceptions.Without(record, gone, turn.Now));
            turn.Row(new DeleteEventUsers(Event, Exception));
            EventChanges.Tell(
                turn,
                record.Event,
                DispatchCatalogue.GuildScheduledEventExceptionDelete,
                gone with { GuildId = turn.GuildId },
                PayloadJson.Default.EventExceptionPayload);
            turn.Audit(AuditAction.ScheduledEventExceptionDelete, Caller, Event.ToString(), Differences(gone, null), Options(gone));
            return Nothing.Value;
        }
    }

    internal static IReadOnlyList<AuditChange> Differences(EventExceptionPayload? before, EventExceptionPayload? after) => AuditChange.List(
        AuditChange.Of<object>("scheduled_start_time", before?.ScheduledStartTime, after?.ScheduledStartTime),
        AuditChange.Of<object>("scheduled_end_time", before?.ScheduledEndTime, after?.ScheduledEndTime),
        AuditChange.Of<bool?>("is_canceled", before?.IsCanceled, after?.IsCanceled));

    internal static AuditOptions Options(EventExceptionPayload exception) => new() { EventExceptionId = exception.EventExceptionId.ToString() };

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<ScheduledEventId>("guild_scheduled_event_id");
        var exception = request.Id<ScheduledEventId>("exception_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(id, exception, request.Caller), request.Cancel));
    }
}
