using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Guilds;
using Guildhall.Community.Invites;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Screening;

/// <summary>
/// GET and PATCH /guilds/{guild_id}/member-verification: the rules and questions that newcomers answer before they may take part. Whether
/// they are asked is the guild's feature MEMBER_VERIFICATION_GATE_ENABLED; turning it off lets everybody in who waits.
/// </summary>
public static class MemberVerification
{
    private const int FieldsMax = 5;
    private const int LabelMax = 300;
    private const int RulesMax = 16;
    private const int RuleMax = 300;
    private const int ChoicesMax = 8;
    private const int ChoiceMax = 150;
    private const int DescriptionMax = 300;
    private static readonly string[] Kinds = [FormFieldPayload.Terms, FormFieldPayload.TextInput, FormFieldPayload.Paragraph, FormFieldPayload.MultipleChoice];

    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/member-verification", HandleGet);
        api.Patch("/guilds/{guild_id}/member-verification", HandlePatch, RouteOptions.Per(10, 30));
    }

    /// <param name="Invite">Lets an outsider with a working invite read the form.</param>
    public sealed record Get(bool WithGuild, string? Invite, Caller Caller) : IGuildCommand<VerificationPayload>
    {
        public ValueTask<Result<VerificationPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<VerificationPayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var isInvited = Invite is not null && InviteLookup.Find(guild, Invite, turn.Now) is not null;
            if (!guild.Members.ContainsKey(Caller.User) && !isInvited) return new Failure.MissingAccess();
            if (guild.Documents.Find(ScreeningDocuments.Form, guild.Id.Number) is not { } form) return new Failure.UnknownVerificationForm();
            return WithGuild ? form with { Guild = GetGuildPreview.Of(guild) } : form;
        }
    }

    /// <summary>What changes; absent fields stay.</summary>
    public sealed record Patch(Optional<bool> Enabled, Optional<IReadOnlyList<FormFieldPayload>> Fields, Optional<string?> Description, Caller Caller)
        : IGuildCommand<VerificationPayload>
    {
        public ValueTask<Result<VerificationPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<VerificationPayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var entry = guild.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var before = guild.Documents.Find(ScreeningDocuments.Form, guild.Id.Number) ?? new VerificationPayload();
            var after = before with { Version = turn.Now, FormFields = Fields.Or(before.FormFields), Description = Description.Or(before.Description) };
            turn.Put(ScreeningDocuments.Form, guild.Id.Number, after);
            turn.Log("GUILD_UPDATE", LogFacts.Guild(turn.GuildId));
            var wasOn = guild.Guild.Features.Contains(GuildFeatures.VerificationGate);
            var isOn = Enabled.Or(wasOn);
            if (isOn != wasOn) turn.Put(guild.Guild with { Features = GuildFeatures.With(guild.Guild.Features, GuildFeatures.VerificationGate, isOn) });
            turn.Tell(DispatchCatalogue.GuildUpdate, guild.Shown(), PayloadJson.Default.GuildPayload);
            turn.Audit(AuditAction.GuildUpdate, Caller, turn.GuildId.ToString(), AuditChange.List(
                AuditChange.Of("member_verification_enabled", (object)wasOn, isOn),
                AuditChange.Of("description", before.Description, after.Description)));
            if (wasOn && !isOn) LetIn(turn);
            return after;
        }

        private static void LetIn(GuildTurn turn)
        {
            foreach (var waiting in turn.State.Documents.Of(ScreeningDocuments.Request).Values.Where(request => request.ApplicationStatus == JoinRequestPayload.Submitted).ToArray())
                JoinRequests.Remove(turn, waiting);
            foreach (var member in turn.State.Members.Values.Where(member => member.Pending).ToArray()) JoinRequests.Approve(turn, member);
        }
    }

    /// <summary>A question of the form; errors are noted in the form.</summary>
    internal static FormFieldPayload ReadField(Form form)
    {
        var type = form.RequiredText("field_type", 1, 32);
        if (!Kinds.Contains(type)) form.Error("field_type", "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", Kinds.Select(kind => $"'{kind}'"))}}}.");
        var rules = form.Texts("values", RulesMax, RuleMax).Value;
        var choices = form.Texts("choices", ChoicesMax, ChoiceMax).Value;
        if (type == FormFieldPayload.Terms && rules is not { Count: > 0 }) form.Required("values");
        if (type == FormFieldPayload.MultipleChoice && choices is not { Count: > 0 }) form.Required("choices");
        var response = form.Raw("response");
        return new FormFieldPayload
        {
            FieldType = type,
            Label = form.NullableText("label", 0, LabelMax).Value ?? "",
            Description = form.NullableText("description", 0, DescriptionMax).Value,
            Required = form.FlagOrAbsent("required").Value,
            Values = type == FormFieldPayload.Terms ? rules : null,
            Choices = type == FormFieldPayload.MultipleChoice ? choices : null,
            Placeholder = type is FormFieldPayload.TextInput or FormFieldPayload.Paragraph ? form.NullableText("placeholder", 0, LabelMax).Value : null,
            Response = response.ValueKind is System.Text.Json.JsonValueKind.Undefined or System.Text.Json.JsonValueKind.Null ? null : response.Clone(),
        };
    }

    internal static IReadOnlyList<FormFieldPayload>? ReadFields(Form form) => form.Parts("form_fields", FieldsMax) is { } parts ? [.. parts.Select(ReadField)] : null;

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var command = new Get(request.QueryFlag("with_guild"), request.Query("invite_code"), request.Caller);
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, command, request.Cancel), ScreeningJson.Default.VerificationPayload);
    }

    private static async ValueTask<ApiAnswer> HandlePatch(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var fields = ReadFields(form);
        var command = new Patch(
            form.FlagOrAbsent("enabled"),
            fields is null ? default : new Optional<IReadOnlyList<FormFieldPayload>>(true, [.. fields.Select(field => field with { Response = null })]),
            form.NullableText("description", 0, DescriptionMax),
            request.Caller);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, command, request.Cancel), ScreeningJson.Default.VerificationPayload);
    }
}
