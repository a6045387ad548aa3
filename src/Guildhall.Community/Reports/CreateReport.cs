using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Reports;

/// <summary>
/// POST /report: tells the moderators of a channel's guild about a message there, or about a member; GET /report lists the reasons.
/// Only people report, and only what they can see.
/// </summary>
public static class CreateReport
{
    private static readonly ReportReasonPayload[] Reasons =
    [
        new(ReportReason.IllegalContent, "Illegal content", "Content that is against the law."),
        new(ReportReason.Harassment, "Harassment", "Threats, bullying, or attacks on somebody."),
        new(ReportReason.SpamOrPhishing, "Spam or phishing", "Advertising, floods, or links made to deceive."),
        new(ReportReason.SelfHarm, "Self-harm", "Somebody may hurt themselves, or encourages others to."),
        new(ReportReason.NotSafeForWork, "Not safe for work", "Sexual or gory content where it does not belong."),
    ];

    public static void Map(ApiRoutes api)
    {
        api.Get("/report", HandleReasons, RouteOptions.Per(10, 10) with { PeopleOnly = true });
        api.Post("/report", Handle, RouteOptions.Per(10, 60) with { PeopleOnly = true });
    }

    public sealed record Command(ReportId Id, ChannelId Channel, MessageId? Message, UserId? User, ReportReason Reason, string Description, Caller Caller)
        : IGuildCommand<ReportedPayload>, IChannelCommand
    {
        public async ValueTask<Result<ReportedPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Message is null ? Permissions.ViewChannel : Permissions.ReadMessageHistory, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var about = User;
            string? content = null;
            if (Message is { } id)
            {
                if (await turn.Logs.Find(turn, Channel, id) is not { } message) return new Failure.UnknownMessage();
                (about, content) = (message.Author, message.Text());
            }
            else if (about is not { } user || !turn.State.Members.ContainsKey(user))
            {
                return new Failure.UnknownMember();
            }

            return Decide(turn, about!.Value, content);
        }

        private Result<ReportedPayload> Decide(GuildTurn turn, UserId about, string? content)
        {
            var reports = turn.State.Documents.Of(ReportPayload.Kind);
            var own = reports.Values.Where(report => report.ReporterId == Caller.User && !ReportStatus.IsSettled(report.Status)).ToArray();
            if (own.FirstOrDefault(report => report.MessageId == Message && report.UserId == about) is { } same) return new ReportedPayload(same.Id);
            if (own.Length >= Limits.OpenReportsPerUser) return new Failure.TooManyReports(Limits.OpenReportsPerUser);
            if (reports.Count >= Limits.ReportsPerGuild)
            {
                var oldest = reports.Values.Where(report => ReportStatus.IsSettled(report.Status)).MinBy(report => report.Id.Number);
                if (oldest is null) return new Failure.TooManyReports(Limits.ReportsPerGuild);
                turn.Remove(ReportPayload.Kind, oldest.Id.Number);
            }

            ReportChanges.Put(turn, new ReportPayload
            {
                Id = Id,
                GuildId = turn.GuildId,
                ChannelId = Channel,
                MessageId = Message,
                UserId = about,
                ReporterId = Caller.User,
                Reason = Reason,
                Description = Description,
                Content = content,
                History = [new ReportStep(Caller.User, ReportStatus.Open, turn.Now)],
            });
            return new ReportedPayload(Id);
        }
    }

    private static ValueTask<ApiAnswer> HandleReasons(ApiRequest request) =>
        ValueTask.FromResult(ApiAnswer.Json(Reasons, ReportJson.Default.IReadOnlyListReportReasonPayload));

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var channel = form.Id<ChannelId>("channel_id").Value;
        var message = form.Id<MessageId>("message_id").Value;
        var user = form.Id<UserId>("user_id").Value;
        var reason = form.Choice("reason", 0, 1, 2, 3, 4);
        var description = form.NullableText("description", 0, Limits.ReportTextMax).Value ?? "";
        if (channel is null) form.Required("channel_id");
        if (message is null && user is null) form.Required("message_id");
        if (!reason.IsPresent) form.Required("reason");
        if (form.Failure is { } invalid) return invalid;
        var command = new Command(
            new ReportId(request.House.Ids.Next()), channel!.Value, message, user, (ReportReason)reason.Value, description, request.Caller);
        var reported = await request.House.Guilds.Ask(channel.Value, command, request.Cancel);
        return ApiAnswer.Of(reported, ReportJson.Default.ReportedPayload);
    }
}
