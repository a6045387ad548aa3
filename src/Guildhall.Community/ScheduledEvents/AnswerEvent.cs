using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.ScheduledEvents;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>
/// PUT and DELETE …/scheduled-events/{guild_scheduled_event_id}/users/@me, and …/{exception}/users/@me for one occurrence: the caller
/// comes (response 1), does not (0), or takes the answer back.
/// </summary>
public static class AnswerEvent
{
    private const string Path = "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}";
    private const string OfOccurrence = Path + "/{guild_scheduled_event_exception_id}/users/@me";
    private const int Comes = 1;

    public static void Map(ApiRoutes api)
    {
        var options = RouteOptions.Per(10, 10, "event-answers");
        api.Put(Path + "/users/@me", request => HandlePut(request, null), options);
        api.Put(OfOccurrence, request => HandlePut(request, Occurrence(request)), options);
        api.Delete(Path + "/users/@me", request => HandleDelete(request, null), options);
        api.Delete(OfOccurrence, request => HandleDelete(request, Occurrence(request)), options);
    }

    /// <param name="Event">Which event.</param>
    /// <param name="Occurrence">One occurrence of it; null for the event as a whole.</param>
    /// <param name="Response">1 or 0; null takes the answer back.</param>
    /// <param name="Caller">Who answers.</param>
    public sealed record Command(ScheduledEventId Event, ScheduledEventId? Occurrence, int? Response, Caller Caller) : IGuildCommand<EventUserPayload>
    {
        public async ValueTask<Result<EventUserPayload>> Run(GuildTurn turn)
        {
            var found = EventRules.Find(turn, Event, Caller);
            if (!found.IsOk) return found.Failure;
            var record = found.Value!;
            if (Occurrence is { } occurrence && EventExceptions.OccurrenceOf(record, occurrence) is null) return new Failure.UnknownScheduledEvent();
            if (record.IsFinished) return new Failure.CannotUpdateFinishedEvent();
            await turn.Settled();
            var before = await turn.Services.Guilds.EventUsers.Find(Event, Occurrence, Caller.User, CancellationToken.None);
            if (Response is null && before is null) return new Failure.UnknownScheduledEventUser();
            var answer = new EventUserPayload(Event, Caller.User, Response ?? 0) { GuildScheduledEventExceptionId = Occurrence };
            if (before is not null && before.Response == Response) return answer;
            if (Response is { } response) turn.Row(new PutEventUser(turn.GuildId, Event, Occurrence, new EventUserRow(Caller.User, response)));
            else turn.Row(new DeleteEventUser(Event, Occurrence, Caller.User));
            Tell(turn, record, before?.Response == Comes, Response == Comes);
            return answer;
        }

        private void Tell(GuildTurn turn, EventRecord record, bool came, bool comes)
        {
            if (came == comes) return;
            turn.Log(comes ? "GUILD_SCHEDULED_EVENT_USER_ADD" : "GUILD_SCHEDULED_EVENT_USER_REMOVE", EventChanges.Fact(Event));
            EventChanges.Tell(
                turn,
                record.Event,
                comes ? DispatchCatalogue.GuildScheduledEventUserAdd : DispatchCatalogue.GuildScheduledEventUserRemove,
                new EventUserChangedPayload(Event, Caller.User, turn.GuildId) { GuildScheduledEventExceptionId = Occurrence },
                EventJson.Default.EventUserChangedPayload);
        }
    }

    private static ScheduledEventId Occurrence(ApiRequest request) => request.Id<ScheduledEventId>("guild_scheduled_event_exception_id");

    private static async ValueTask<ApiAnswer> HandlePut(ApiRequest request, ScheduledEventId? occurrence)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var response = form.ChoiceOrAbsent("response", 0, Comes).Or(Comes);
        if (form.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await Ask(request, occurrence, response), EventJson.Default.EventUserPayload);
    }

    private static async ValueTask<ApiAnswer> HandleDelete(ApiRequest request, ScheduledEventId? occurrence) =>
        ApiAnswer.Of(await Ask(request, occurrence, null));

    private static async ValueTask<Result<EventUserPayload>> Ask(ApiRequest request, ScheduledEventId? occurrence, int? response)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<ScheduledEventId>("guild_scheduled_event_id");
        if (request.Failure is { } invalid) return invalid;
        return await request.House.Guilds.Ask(guild, new Command(id, occurrence, response, request.Caller), request.Cancel);
    }
}
