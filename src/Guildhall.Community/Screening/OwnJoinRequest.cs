using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Guilds;

namespace Guildhall.Community.Screening;

/// <summary>
/// A newcomer's own request. PUT /guilds/{guild_id}/requests/@me answers the form, GET shows the request, DELETE withdraws it, POST starts
/// anew after that; …/cooldown says how long one waits for that, which is not at all.
/// </summary>
public static class OwnJoinRequest
{
    private const int ShortMax = 150;
    private const int LongMax = 1_000;

    public static void Map(ApiRoutes api)
    {
        var limit = RouteOptions.Per(10, 30, "own-join-request") with { PeopleOnly = true };
        api.Get("/guilds/{guild_id}/requests/@me", request => Ask(request, new Get(request.Caller)), limit);
        api.Get("/guilds/{guild_id}/requests/@me/cooldown", HandleCooldown, limit);
        api.Put("/guilds/{guild_id}/requests/@me", HandlePut, limit);
        api.Post("/guilds/{guild_id}/requests/@me", request => Ask(request, new Reset(request.Caller)), limit);
        api.Delete("/guilds/{guild_id}/requests/@me", HandleDelete, limit);
    }

    public sealed record Get(Caller Caller) : IGuildCommand<JoinRequestPayload>
    {
        public ValueTask<Result<JoinRequestPayload>> Run(GuildTurn turn) => ValueTask.FromResult<Result<JoinRequestPayload>>(
            JoinRequests.Of(turn.State, Caller.User) is { } request ? JoinRequests.Shown(turn.State, request) : new Failure.NotFound());
    }

    public sealed record Put(IReadOnlyList<FormFieldPayload> Answers, DateTimeOffset? Version, Caller Caller) : IGuildCommand<JoinRequestPayload>
    {
        public ValueTask<Result<JoinRequestPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<JoinRequestPayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var entry = guild.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (guild.Documents.Find(ScreeningDocuments.Form, guild.Id.Number) is not { } form || !guild.Guild.Features.Contains(GuildFeatures.VerificationGate))
                return new Failure.UnknownVerificationForm();
            var known = JoinRequests.Of(guild, Caller.User);
            if (!entry.Value!.Member.Pending || known?.ApplicationStatus == JoinRequestPayload.Submitted)
                return known is null ? new Failure.UnknownVerificationForm() : JoinRequests.Shown(guild, known);
            if (Refuse(form) is { } refused) return refused;
            var needsReview = form.FormFields.Any(field => field.FieldType != FormFieldPayload.Terms);
            if (needsReview && guild.Documents.Of(ScreeningDocuments.Request).Values.Count(request => request.ApplicationStatus == JoinRequestPayload.Submitted) >= JoinRequests.OpenMax)
                return new Failure.Overloaded();
            var request = new JoinRequestPayload
            {
                Id = new JoinRequestId(turn.NextId()),
                GuildId = guild.Id,
                UserId = Caller.User,
                CreatedAt = turn.Now,
                ReviewedAt = needsReview ? null : turn.Now,
                ApplicationStatus = needsReview ? JoinRequestPayload.Submitted : JoinRequestPayload.Approved,
                FormResponses = Answers,
            };
            if (known is not null) turn.Remove(ScreeningDocuments.Request, known.Id.Number);
            JoinRequests.Create(turn, request);
            if (!needsReview) JoinRequests.Approve(turn, entry.Value.Member);
            return JoinRequests.Shown(guild, request);
        }

        private Failure.InvalidForm? Refuse(VerificationPayload form)
        {
            if (Version is not null && form.Version is { } current && Math.Abs((Version.Value - current).TotalSeconds) >= 1)
                return new Failure.InvalidForm([new FieldError("version", "MEMBER_VERIFICATION_FORM_CHANGED", "The form has changed. Please read it again.")]);
            List<FieldError> errors = [];
            for (var i = 0; i < form.FormFields.Count; i++)
            {
                var question = form.FormFields[i];
                var answer = i < Answers.Count && Answers[i].AsksTheSame(question) ? Answers[i].Response : null;
                if (answer is null && (question.Required || i >= Answers.Count || !Answers[i].AsksTheSame(question)))
                    errors.Add(new FieldError($"form_fields.{i}.response", "BASE_TYPE_REQUIRED", "This field is required"));
                else if (answer is { } given && !Fits(question, given))
                    errors.Add(new FieldError($"form_fields.{i}.response", "INVALID_FORM_RESPONSE", "This answer does not fit the question."));
            }

            return errors.Count == 0 ? null : new Failure.InvalidForm(errors);
        }

        private static bool Fits(FormFieldPayload question, JsonElement answer) => question.FieldType switch
        {
            FormFieldPayload.Terms => answer.ValueKind == JsonValueKind.True || (answer.ValueKind == JsonValueKind.False && !question.Required),
            FormFieldPayload.MultipleChoice => answer.ValueKind == JsonValueKind.Number && answer.TryGetInt32(out var index) && index >= 0 && index < question.Choices!.Count,
            FormFieldPayload.TextInput => Form.StringOf(answer) is { Length: > 0 and <= ShortMax } && answer.ValueKind == JsonValueKind.String,
            _ => Form.StringOf(answer) is { Length: > 0 and <= LongMax } && answer.ValueKind == JsonValueKind.String,
        };
    }

    /// <summary>Takes the old request back so that the form can be answered anew.</summary>
    public sealed record Reset(Caller Caller) : IGuildCommand<JoinRequestPayload>
    {
        public ValueTask<Result<JoinRequestPayload>> Run(GuildTurn turn)
        {
            if (JoinRequests.Of(turn.State, Caller.User) is not { } known || !turn.State.Members.TryGetValue(Caller.User, out var member) || !member.Pending)
                return ValueTask.FromResult<Result<JoinRequestPayload>>(new Failure.NotFound());
            JoinRequests.Remove(turn, known);
            var fresh = known with { Id = new JoinRequestId(turn.NextId()), CreatedAt = turn.Now, ReviewedAt = null, ApplicationStatus = JoinRequestPayload.Started, RejectionReason = null, FormResponses = null, ActionedBy = null };
            JoinRequests.Create(turn, fresh);
            return ValueTask.FromResult<Result<JoinRequestPayload>>(JoinRequests.Shown(turn.State, fresh));
        }
    }

    public sealed record Withdraw(Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            if (JoinRequests.Of(turn.State, Caller.User) is not { } known) return ValueTask.FromResult<Result<Nothing>>(new Failure.NotFound());
            JoinRequests.Remove(turn, known);
            return ValueTask.FromResult<Result<Nothing>>(Nothing.Value);
        }
    }

    private static async ValueTask<ApiAnswer> Ask(ApiRequest request, IGuildCommand<JoinRequestPayload> command)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, command, request.Cancel), ScreeningJson.Default.JoinRequestPayload);
    }

    private static async ValueTask<ApiAnswer> HandlePut(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        if (!form.Has("form_fields")) form.Required("form_fields");
        var command = new Put(MemberVerification.ReadFields(form) ?? [], form.Moment("version").Value, request.Caller);
        return form.Failure is { } invalid ? invalid : await Ask(request, command);
    }

    private static async ValueTask<ApiAnswer> HandleDelete(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Withdraw(request.Caller), request.Cancel));
    }

    private static async ValueTask<ApiAnswer> HandleCooldown(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var entered = await request.House.Guilds.Ask(guild, new CheckRights(Permissions.None, request.Caller), request.Cancel);
        return entered.IsOk ? ApiAnswer.Json(new CooldownPayload(0), ScreeningJson.Default.CooldownPayload) : entered.Failure;
    }
}
