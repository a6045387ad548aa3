using System.Text.Json;
using Guildhall.Community.Applications;
using Guildhall.Community.Applications.Installs;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Roles.Linked;

/// <summary>
/// GET and PUT /guilds/{guild_id}/roles/{role_id}/connections/configuration: by which rules members may take a role, for who may MANAGE_ROLES.
/// GET /guilds/{guild_id}/roles/connections-configurations: every such role, for members. No rules make it a role as any other.
/// </summary>
public static class ConfigureLinkedRole
{
    private const int GroupsMax = 5;
    private const int RulesMax = 5;
    private const int TextMax = 100;

    public static void Map(ApiRoutes api)
    {
        const string One = "/guilds/{guild_id}/roles/{role_id}/connections/configuration";
        api.Get("/guilds/{guild_id}/roles/connections-configurations", HandleList);
        api.Get(One, HandleGet);
        api.Put(One, HandlePut, RouteOptions.Per(20, 10));
    }

    public sealed record List(Caller Caller) : IGuildCommand<IReadOnlyList<LinkedRolePayload>>
    {
        public ValueTask<Result<IReadOnlyList<LinkedRolePayload>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<IReadOnlyList<LinkedRolePayload>>>(entry.Failure);
            LinkedRolePayload[] all = [.. turn.State.Documents.Of(LinkedRoleRecord.Kind).Values.OrderBy(one => one.Role.Number).Select(one => new LinkedRolePayload(one.Role, one.Rules))];
            return ValueTask.FromResult(new Result<IReadOnlyList<LinkedRolePayload>>(all));
        }
    }

    /// <summary>The rules of one role; replaced when new ones are given.</summary>
    public sealed record Touch(RoleId Role, IReadOnlyList<IReadOnlyList<LinkedRoleRulePayload>>? New, Caller Caller) : IGuildCommand<LinkedRoleRecord>
    {
        public ValueTask<Result<LinkedRoleRecord>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<LinkedRoleRecord> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var entry = guild.Enter(Caller, Permissions.ManageRoles, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!guild.Roles.TryGetValue(Role, out var role)) return new Failure.UnknownRole();
            var before = guild.Documents.Find(LinkedRoleRecord.Kind, Role.Number) ?? new LinkedRoleRecord(Role, []);
            if (New is null) return before;
            if (role.Managed || Role == guild.EveryoneRole) return new Failure.InvalidRole();
            if (!entry.Value!.IsAbove(role)) return new Failure.MissingPermissions();
            if (New.SelectMany(group => group).Any(rule => !GuildInstalls.Has(guild, rule.ApplicationId!.Value))) return new Failure.UnknownApplication();
            var after = new LinkedRoleRecord(Role, New);
            if (New.Count > 0) turn.Put(LinkedRoleRecord.Kind, Role.Number, after);
            else if (before.Rules.Count > 0) turn.Remove(LinkedRoleRecord.Kind, Role.Number);
            if (before.Rules.Count > 0 == New.Count > 0) return after;
            RoleEvents.PutUpdated(turn, role with { Tags = New.Count > 0 ? new RoleTagsPayload(null) { GuildConnections = true } : null });
            turn.Audit(
                AuditAction.RoleUpdate, Caller, Role.ToString(), AuditChange.List(AuditChange.Of<bool?>("guild_connections", before.Rules.Count > 0, New.Count > 0)));
            return after;
        }
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new List(request.Caller), request.Cancel), LinkedRoleJson.Default.IReadOnlyListLinkedRolePayload);
    }

    private static ValueTask<ApiAnswer> HandleGet(ApiRequest request) => Answer(request, null);

    private static async ValueTask<ApiAnswer> HandlePut(ApiRequest request)
    {
        var body = await request.ReadJson();
        if (!body.IsOk) return body.Failure;
        if (body.Value.ValueKind != JsonValueKind.Array || body.Value.GetArrayLength() > GroupsMax) return Wrong("", "Must be a list of at most 5 lists of at most 5 rules.");
        List<IReadOnlyList<LinkedRoleRulePayload>> rules = [];
        foreach (var group in body.Value.EnumerateArray())
        {
            var parts = Form.List(group, RulesMax, out var root);
            if (!parts.IsOk) return parts.Failure;
            LinkedRoleRulePayload[] read = [.. parts.Value!.Select(ReadRule)];
            foreach (var (form, rule) in parts.Value!.Zip(read)) await Check(request, form, rule);
            if (root.Failure is { } invalid) return invalid;
            if (read.Length == 0) return Wrong("", "A list of rules must not be empty.");
            rules.Add(read);
        }

        return await Answer(request, rules);
    }

    private static async ValueTask<ApiAnswer> Answer(ApiRequest request, IReadOnlyList<IReadOnlyList<LinkedRoleRulePayload>>? rules)
    {
        var guild = request.Id<GuildId>("guild_id");
        var role = request.Id<RoleId>("role_id");
        if (request.Failure is { } invalid) return invalid;
        var touched = await request.House.Guilds.Ask(guild, new Touch(role, rules, request.Caller), request.Cancel);
        return touched.IsOk
            ? ApiAnswer.Json(touched.Value!.Rules, LinkedRoleJson.Default.IReadOnlyListIReadOnlyListLinkedRoleRulePayload)
            : touched.Failure;
    }

    private static LinkedRoleRulePayload ReadRule(Form form)
    {
        var application = form.Id<ApplicationId>("application_id").Value;
        if (application is null) form.Required("application_id");
        return new LinkedRoleRulePayload(LinkedRoleRulePayload.OfApplication, application)
        {
            ConnectionMetadataField = form.NullableText("connection_metadata_field", 1, TextMax).Value,
            Operator = form.NullableInt("operator", 1, 8).Value,
            Value = form.NullableText("value", 1, TextMax).Value,
        };
    }

    // A rule compares what the application says it knows, in the way that the application says.
    private static async ValueTask Check(ApiRequest request, Form form, LinkedRoleRulePayload rule)
    {
        if (rule.ApplicationId is not { } application || rule.ConnectionMetadataField is not { } field) return;
        var facts = await request.House.Users.Ask(new UserId(application.Value), new RoleConnections.Describe(null), request.Cancel);
        if (facts.Value?.FirstOrDefault(fact => fact.Key == field) is not { } fact)
            form.Error("connection_metadata_field", "BASE_TYPE_CHOICES", "The application has no such record.");
        else if (rule.Operator != fact.Type) form.Error("operator", "BASE_TYPE_CHOICES", $"Value must be {fact.Type}, as the record compares.");
        else if (rule.Value is null || !LinkedRoleRules.IsValue(fact.Type, rule.Value)) form.Error("value", "BASE_TYPE_CHOICES", "The value does not fit the record.");
    }

    private static Failure.InvalidForm Wrong(string path, string why) => new([new FieldError(path, "BASE_TYPE_BAD_LENGTH", why)]);
}
