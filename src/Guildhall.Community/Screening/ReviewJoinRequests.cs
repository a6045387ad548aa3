using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Screening;

/// <summary>
/// Those who may KICK_MEMBERS decide on newcomers: GET /guilds/{guild_id}/requests, PATCH …/{request_id} (also as …/id/{request_id}), and
/// PATCH …/requests for all that wait. Who is rejected leaves the guild.
/// </summary>
public static class ReviewJoinRequests
{
    private const int PageMax = 100;
    private const int ReasonMax = 160;
    private static readonly string[] Statuses = [JoinRequestPayload.Started, JoinRequestPayload.Submitted, JoinRequestPayload.Rejected, JoinRequestPayload.Approved];
    private static readonly string[] Actions = [JoinRequestPayload.Approved, JoinRequestPayload.Rejected];

    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/requests", HandleList);
        api.Patch("/guilds/{guild_id}/requests", HandleAll, RouteOptions.Per(5, 30));
        api.Patch("/guilds/{guild_id}/requests/{request_id}", HandleOne, RouteOptions.Per(20, 10, "join-request"));
        api.Patch("/guilds/{guild_id}/requests/id/{request_id}", HandleOne, RouteOptions.Per(20, 10, "join-request"));
        api.Get("/guilds/{guild_id}/requests/users/{user_id}", HandleOfUser);
    }

    public sealed record List(string? Status, UserId? User, JoinRequestId? Before, JoinRequestId? After, int Limit, Caller Caller) : IGuildCommand<JoinRequestsPayload>
    {
        public ValueTask<Result<JoinRequestsPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, JoinRequests.Moderators, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<JoinRequestsPayload>>(entry.Failure);
            JoinRequestPayload[] all = [.. turn.State.Documents.Of(ScreeningDocuments.Request).Values.Where(Fits)];
            IEnumerable<JoinRequestPayload> wanted = all
                .Where(request => (Before is null || request.Id.Number < Before.Value.Number) && (After is null || request.Id.Number > After.Value.Number))
                .OrderBy(request => request.Id.Number);
            wanted = After is not null && Before is null ? wanted.Take(Limit) : wanted.TakeLast(Limit);
            return ValueTask.FromResult<Result<JoinRequestsPayload>>(new JoinRequestsPayload([.. wanted.Reverse().Select(request => JoinRequests.Shown(turn.State, request))], all.Length));
        }

        private bool Fits(JoinRequestPayload request) => (Status is null || request.ApplicationStatus == Status) && (User is null || request.UserId == User);
    }

    public sealed record DecideOne(JoinRequestId Request, bool IsApproved, string? Reason, Caller Caller) : IGuildCommand<JoinRequestPayload>
    {
        public ValueTask<Result<JoinRequestPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<JoinRequestPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, JoinRequests.Moderators, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (turn.State.Documents.Find(ScreeningDocuments.Request, Request.Number) is not { } request) return new Failure.NotFound();
            if (request.ApplicationStatus != JoinRequestPayload.Submitted) return JoinRequests.Shown(turn.State, request);
            if (!IsApproved && turn.State.Members.TryGetValue(request.UserId, out var member) && !entry.Value!.IsAbove(member)) return new Failure.MissingPermissions();
            return JoinRequests.Shown(turn.State, JoinRequests.Decide(turn, request, IsApproved, Reason, Caller.User));
        }
    }

    public sealed record DecideAll(bool IsApproved, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, JoinRequests.Moderators, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<Nothing>>(entry.Failure);
            foreach (var request in turn.State.Documents.Of(ScreeningDocuments.Request).Values.Where(request => request.ApplicationStatus == JoinRequestPayload.Submitted).ToArray())
            {
                if (IsApproved || !turn.State.Members.TryGetValue(request.UserId, out var member) || entry.Value!.IsAbove(member))
                    JoinRequests.Decide(turn, request, IsApproved, null, Caller.User);
            }

            return ValueTask.FromResult<Result<Nothing>>(Nothing.Value);
        }
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var status = request.Query("status");
        if (status is not null && !Statuses.Contains(status)) request.Error("status", "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", Statuses)}}}.");
        var command = new List(
            status, null, request.QueryId<JoinRequestId>("before"), request.QueryId<JoinRequestId>("after"), request.QueryInt("limit", PageMax, 1, PageMax), request.Caller);
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, command, request.Cancel), ScreeningJson.Default.JoinRequestsPayload);
    }

    private static async ValueTask<ApiAnswer> HandleOfUser(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(guild, new List(null, user, null, null, PageMax, request.Caller), request.Cancel);
        return found.IsOk ? ApiAnswer.Json(found.Value!.GuildJoinRequests, ScreeningJson.Default.IReadOnlyListJoinRequestPayload) : found.Failure;
    }

    private static async ValueTask<ApiAnswer> HandleOne(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<JoinRequestId>("request_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var isApproved = ReadAction(read.Value!);
        var reason = read.Value!.NullableText("rejection_reason", 0, ReasonMax).Value;
        if ((request.Failure ?? read.Value.Failure) is { } invalid) return invalid;
        var decided = await request.House.Guilds.Ask(guild, new DecideOne(id, isApproved, reason, request.Caller), request.Cancel);
        return ApiAnswer.Of(decided, ScreeningJson.Default.JoinRequestPayload);
    }

    private static async ValueTask<ApiAnswer> HandleAll(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var isApproved = ReadAction(read.Value!);
        if ((request.Failure ?? read.Value!.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new DecideAll(isApproved, request.Caller), request.Cancel));
    }

    private static bool ReadAction(Form form)
    {
        var action = form.RequiredText("action", 1, 32);
        if (!Actions.Contains(action)) form.Error("action", "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", Actions.Select(name => $"'{name}'"))}}}.");
        return action == JoinRequestPayload.Approved;
    }
}
