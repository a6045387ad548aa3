using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>GET /guilds/{guild_id}/scheduled-events: those that have not ended and that the caller may see; and …/{guild_scheduled_event_id}.</summary>
public static class ListEvents
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/scheduled-events", HandleAll);
        api.Get("/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}", HandleOne);
    }

    /// <summary>All events, or one when an id is given.</summary>
    public sealed record Command(ScheduledEventId? Only, Caller Caller) : IGuildCommand<IReadOnlyList<ScheduledEventPayload>>
    {
        public ValueTask<Result<IReadOnlyList<ScheduledEventPayload>>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<IReadOnlyList<ScheduledEventPayload>> Decide(GuildTurn turn)
        {
            if (Only is { } id)
            {
                var found = EventRules.Find(turn, id, Caller);
                if (!found.IsOk) return found.Failure;
                return new Result<IReadOnlyList<ScheduledEventPayload>>([Shown(turn.State, found.Value!)]);
            }

            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            return new Result<IReadOnlyList<ScheduledEventPayload>>(
            [
                .. EventRecord.Open(turn.State)
                    .Where(record => EventRules.MaySee(turn.State, entry.Value!.Member, record.Event))
                    .Select(record => Shown(turn.State, record)),
            ]);
        }
    }

    /// <summary>The event with its maker, as answers show it.</summary>
    internal static ScheduledEventPayload Shown(GuildState guild, EventRecord record) => record.Event with
    {
        Creator = record.Event.CreatorId is { } creator ? guild.Users.GetValueOrDefault(creator) : null,
    };

    private static async ValueTask<ApiAnswer> HandleAll(ApiRequest request)
    {
        var found = await Ask(request, null);
        return ApiAnswer.Of(found, PayloadJson.Default.IReadOnlyListScheduledEventPayload);
    }

    private static async ValueTask<ApiAnswer> HandleOne(ApiRequest request)
    {
        var found = await Ask(request, request.Id<ScheduledEventId>("guild_scheduled_event_id"));
        return found.IsOk ? ApiAnswer.Json(found.Value![0], PayloadJson.Default.ScheduledEventPayload) : found.Failure;
    }

    private static async ValueTask<Result<IReadOnlyList<ScheduledEventPayload>>> Ask(ApiRequest request, ScheduledEventId? only)
    {
        var guild = request.Id<GuildId>("guild_id");
        var withCount = request.QueryFlag("with_user_count");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(guild, new Command(only, request.Caller), request.Cancel);
        if (!found.IsOk || !withCount) return found;
        var counted = new List<ScheduledEventPayload>(found.Value!.Count);
        foreach (var shown in found.Value)
            counted.Add(shown with { UserCount = await request.House.GuildRows.EventUsers.Count(shown.Id, null, request.Cancel) });
        return counted;
    }
}
