using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>GET …/scheduled-events/{guild_scheduled_event_id}/users, …/{exception}/users and …/users/counts: who comes, and how many.</summary>
public static class ListEventUsers
{
    private const string Path = "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}";
    private const int CountedExceptions = 10;

    public static void Map(ApiRoutes api)
    {
        api.Get(Path + "/users", request => Handle(request, null));
        api.Get(Path + "/users/counts", HandleCounts);
        api.Get(Path + "/{guild_scheduled_event_exception_id}/users", request => Handle(request, request.Id<ScheduledEventId>("guild_scheduled_event_exception_id")));
    }

    /// <summary>Whether the caller may see the event and its occurrence.</summary>
    public sealed record See(ScheduledEventId Event, ScheduledEventId? Exception, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var found = EventRules.Find(turn, Event, Caller);
            if (!found.IsOk) return ValueTask.FromResult<Result<Nothing>>(found.Failure);
            var isKnown = Exception is not { } id || EventExceptions.OccurrenceOf(found.Value!, id) is not null;
            return ValueTask.FromResult<Result<Nothing>>(isKnown ? Nothing.Value : new Failure.UnknownScheduledEvent());
        }
    }

    /// <summary>The members among some users, as the guild shows them.</summary>
    public sealed record Members(IReadOnlyList<UserId> Users, Caller Caller) : IGuildCommand<IReadOnlyList<MemberPayload>>
    {
        public ValueTask<Result<IReadOnlyList<MemberPayload>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            return ValueTask.FromResult(entry.IsOk
                ? new Result<IReadOnlyList<MemberPayload>>([.. Users.Select(user => turn.State.ShownMember(user)).OfType<MemberPayload>()])
                : entry.Failure);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request, ScheduledEventId? exception)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<ScheduledEventId>("guild_scheduled_event_id");
        var (before, after) = (request.QueryId<UserId>("before"), request.QueryId<UserId>("after") ?? default);
        var limit = request.QueryInt("limit", Limits.EventUsersPageMax, 1, Limits.EventUsersPageMax);
        var withMember = request.QueryFlag("with_member");
        if (request.Failure is { } invalid) return invalid;
        var house = request.House;
        var seen = await house.Guilds.Ask(guild, new See(id, exception, request.Caller), request.Cancel);
        if (!seen.IsOk) return seen.Failure;
        var rows = await house.GuildRows.EventUsers.Page(id, exception, before, after, limit, request.Cancel);
        var users = await house.Directory.Get(rows.Select(row => row.User), request.Cancel);
        Dictionary<UserId, MemberPayload> members = [];
        if (withMember)
        {
            var found = await house.Guilds.Ask(guild, new Members([.. rows.Select(row => row.User)], request.Caller), request.Cancel);
            if (!found.IsOk) return found.Failure;
            members = found.Value!.ToDictionary(member => member.User!.Id);
        }

        IReadOnlyList<EventUserPayload> shown =
        [
            .. rows.Select(row => new EventUserPayload(id, row.User, row.Response)
            {
                GuildScheduledEventExceptionId = exception,
                User = users[row.User],
                Member = members.GetValueOrDefault(row.User),
            }),
        ];
        return ApiAnswer.Json(shown, EventJson.Default.IReadOnlyListEventUserPayload);
    }

    private static async ValueTask<ApiAnswer> HandleCounts(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<ScheduledEventId>("guild_scheduled_event_id");
        var exceptions = ReadExceptions(request);
        if (request.Failure is { } invalid) return invalid;
        var house = request.House;
        var seen = await house.Guilds.Ask(guild, new See(id, null, request.Caller), request.Cancel);
        if (!seen.IsOk) return seen.Failure;
        Dictionary<string, int> counts = [];
        foreach (var exception in exceptions) counts[exception.ToString()] = await house.GuildRows.EventUsers.Count(id, exception, request.Cancel);
        var all = await house.GuildRows.EventUsers.Count(id, null, request.Cancel);
        return ApiAnswer.Json(new EventUserCountsPayload(all, counts), EventJson.Default.EventUserCountsPayload);
    }

    // As repeated parameters or as one with commas.
    private static List<ScheduledEventId> ReadExceptions(ApiRequest request)
    {
        const string name = "guild_scheduled_event_exception_ids";
        var texts = request.Http.Request.Query[name].SelectMany(text => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        if (texts.Length > CountedExceptions) request.Error(name, "BASE_TYPE_MAX_LENGTH", $"Must be {CountedExceptions} or fewer in length.");
        List<ScheduledEventId> ids = [];
        foreach (var text in texts.Take(CountedExceptions))
        {
            if (Snowflake.TryParse(text, out var id)) ids.Add(new ScheduledEventId(id));
            else request.Error(name, "NUMBER_TYPE_COERCE", $"Value \"{text}\" is not snowflake.");
        }

        return ids;
    }
}
