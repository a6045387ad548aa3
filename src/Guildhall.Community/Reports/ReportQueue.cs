using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Reports;

/// <summary>
/// GET /guilds/{guild_id}/reports, oldest first, and PATCH …/{report_id}: the moderators' queue, for those who may MODERATE_MEMBERS. A report
/// is claimed by one of them, and settled by whoever has claimed it or by somebody who claims it over.
/// </summary>
public static class ReportQueue
{
    private const int PageMax = 100;
    private const int PageDefault = 50;

    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/reports", HandleList, RouteOptions.Per(10, 10));
        api.Patch("/guilds/{guild_id}/reports/{report_id}", HandleUpdate, RouteOptions.Per(20, 10));
    }

    /// <param name="Status">Null for all.</param>
    /// <param name="After">The last report of the page before; null to begin.</param>
    public sealed record List(string? Status, ReportId? After, int Limit, Caller Caller) : IGuildCommand<IReadOnlyList<ReportPayload>>
    {
        public ValueTask<Result<IReadOnlyList<ReportPayload>>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<IReadOnlyList<ReportPayload>> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ModerateMembers, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            return turn.State.Documents.Of(ReportPayload.Kind).Values
                .Where(report => (Status is null || report.Status == Status) && (After is null || report.Id.Number > After.Value.Number))
                .OrderBy(report => report.Id.Number)
                .Take(Limit)
                .ToArray();
        }
    }

    public sealed record Update(ReportId Report, string Status, string Note, Caller Caller) : IGuildCommand<ReportPayload>
    {
        public ValueTask<Result<ReportPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<ReportPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ModerateMembers, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (turn.State.Documents.Find(ReportPayload.Kind, Report.Number) is not { } before) return new Failure.UnknownReport();
            // Nobody settles what is told about them.
            if (before.UserId == Caller.User && !entry.Value!.IsOwner) return new Failure.MissingPermissions();
            if (ReportStatus.IsSettled(Status) && before.ClaimedBy is { } other && other != Caller.User) return new Failure.MissingPermissions();
            var after = ReportChanges.Step(before, new ReportStep(Caller.User, Status, turn.Now) { Note = Note }) with
            {
                ClaimedBy = Status == ReportStatus.Open ? null : Caller.User,
            };
            ReportChanges.Put(turn, after);
            return after;
        }
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var status = request.Query("status");
        if (status is not null && !ReportStatus.All.Contains(status)) request.Error("status", "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", ReportStatus.All)}}}.");
        var after = request.QueryId<ReportId>("after");
        var limit = request.QueryInt("limit", PageDefault, 1, PageMax);
        if (request.Failure is { } invalid) return invalid;
        var reports = await request.House.Guilds.Ask(guild, new List(status, after, limit, request.Caller), request.Cancel);
        return ApiAnswer.Of(reports, ReportJson.Default.IReadOnlyListReportPayload);
    }

    private static async ValueTask<ApiAnswer> HandleUpdate(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var report = request.Id<ReportId>("report_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var status = form.RequiredText("status", 1, Limits.ReportTextMax);
        if (form.Failure is null && !ReportStatus.All.Contains(status))
            form.Error("status", "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", ReportStatus.All)}}}.");
        var note = form.NullableText("note", 0, Limits.ReportTextMax).Value ?? "";
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var updated = await request.House.Guilds.Ask(guild, new Update(report, status, note, request.Caller), request.Cancel);
        return ApiAnswer.Of(updated, ReportJson.Default.ReportPayload);
    }
}
