using Guildhall.Community.Applications;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Roles.Linked;

/// <summary>
/// GET /guilds/{guild_id}/roles/{role_id}/connections/eligibility: which rules of a role the caller meets. POST (or PUT) …/connections/assign: takes the
/// role. POST …/connections/unassign: gives it up.
/// </summary>
public static class TakeLinkedRole
{
    public static void Map(ApiRoutes api)
    {
        const string Role = "/guilds/{guild_id}/roles/{role_id}/connections";
        var limit = RouteOptions.Per(10, 10, "linked-role") with { PeopleOnly = true };
        api.Get(Role + "/eligibility", HandleEligibility, limit);
        api.Post(Role + "/assign", HandleAssign, limit);
        api.Put(Role + "/assign", HandleAssign, limit);
        api.Post(Role + "/unassign", request => Change(request, false), limit);
    }

    /// <summary>The rules of a role that a member asks for.</summary>
    public sealed record Ask(RoleId Role, Caller Caller) : IGuildCommand<LinkedRoleRecord>
    {
        public ValueTask<Result<LinkedRoleRecord>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<LinkedRoleRecord>>(entry.Failure);
            if (!turn.State.Roles.ContainsKey(Role)) return ValueTask.FromResult<Result<LinkedRoleRecord>>(new Failure.UnknownRole());
            return ValueTask.FromResult<Result<LinkedRoleRecord>>(
                turn.State.Documents.Find(LinkedRoleRecord.Kind, Role.Number) is { } rules ? rules : new Failure.InvalidRole());
        }
    }

    /// <summary>Gives a member a role that has rules, or takes it; whether the rules are met was asked before. Nothing happens when it is so already.</summary>
    public sealed record Assign(RoleId Role, bool IsTaken, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            if (!turn.State.Members.TryGetValue(Caller.User, out var member)) return new Failure.MissingAccess();
            if (turn.State.Documents.Find(LinkedRoleRecord.Kind, Role.Number) is null) return new Failure.InvalidRole();
            if (member.Roles.Contains(Role) == IsTaken) return Nothing.Value;
            MemberRoles.Apply(turn, Caller, member, IsTaken ? [.. member.Roles, Role] : [.. member.Roles.Where(role => role != Role)]);
            return Nothing.Value;
        }
    }

    /// <summary>The roles with rules that a user has in a guild.</summary>
    public sealed record Held(UserId User) : IGuildCommand<IReadOnlyList<LinkedRolePayload>>
    {
        public ValueTask<Result<IReadOnlyList<LinkedRolePayload>>> Run(GuildTurn turn)
        {
            IReadOnlyList<RoleId> roles = turn.State.Members.TryGetValue(User, out var member) ? member.Roles : [];
            LinkedRolePayload[] held = [.. roles
                .Select(role => turn.State.Documents.Find(LinkedRoleRecord.Kind, role.Number))
                .OfType<LinkedRoleRecord>()
                .Select(one => new LinkedRolePayload(one.Role, one.Rules))];
            return ValueTask.FromResult(new Result<IReadOnlyList<LinkedRolePayload>>(held));
        }
    }

    /// <summary>What an application knows of a user has changed: roles whose rules are no longer met go.</summary>
    internal static async ValueTask Recheck(CommunityServices house, UserId user)
    {
        foreach (var guild in await house.GuildRows.GuildsOfUser(user, CancellationToken.None))
        {
            var held = await house.Guilds.Ask(guild, new Held(user), CancellationToken.None);
            foreach (var role in held.Value ?? [])
            {
                if (IsMet(await Judge(house, user, role.Rules, CancellationToken.None))) continue;
                await house.Guilds.Ask(guild, new Assign(role.RoleId, IsTaken: false, new Caller(user, IsBot: false)), CancellationToken.None);
            }
        }
    }

    private static async ValueTask<ApiAnswer> HandleEligibility(ApiRequest request)
    {
        var judged = await Judged(request);
        if (!judged.IsOk) return judged.Failure;
        List<IReadOnlyList<LinkedRoleRulePayload>> shown = [];
        foreach (var group in judged.Value!) shown.Add(await Task.WhenAll(group.Select(rule => Named(request, rule).AsTask())));
        return ApiAnswer.Json<IReadOnlyList<IReadOnlyList<LinkedRoleRulePayload>>>(shown, LinkedRoleJson.Default.IReadOnlyListIReadOnlyListLinkedRoleRulePayload);
    }

    private static async ValueTask<ApiAnswer> HandleAssign(ApiRequest request)
    {
        var judged = await Judged(request);
        if (!judged.IsOk) return judged.Failure;
        return IsMet(judged.Value!) ? await Change(request, true) : new Failure.MissingPermissions();
    }

    private static async ValueTask<ApiAnswer> Change(ApiRequest request, bool isTaken)
    {
        var guild = request.Id<GuildId>("guild_id");
        var role = request.Id<RoleId>("role_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Assign(role, isTaken, request.Caller), request.Cancel));
    }

    private static async ValueTask<Result<IReadOnlyList<IReadOnlyList<LinkedRoleRulePayload>>>> Judged(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var role = request.Id<RoleId>("role_id");
        if (request.Failure is { } invalid) return invalid;
        var rules = await request.House.Guilds.Ask(guild, new Ask(role, request.Caller), request.Cancel);
        if (!rules.IsOk) return rules.Failure;
        return new(await Judge(request.House, request.Caller.User, rules.Value!.Rules, request.Cancel));
    }

    // All of one list, of any list.
    private static bool IsMet(IReadOnlyList<IReadOnlyList<LinkedRoleRulePayload>> judged) => judged.Any(group => group.All(rule => rule.Result is true));

    private static async ValueTask<IReadOnlyList<IReadOnlyList<LinkedRoleRulePayload>>> Judge(
        CommunityServices house, UserId user, IReadOnlyList<IReadOnlyList<LinkedRoleRulePayload>> rules, CancellationToken cancel)
    {
        List<IReadOnlyList<LinkedRoleRulePayload>> judged = [];
        foreach (var group in rules)
        {
            List<LinkedRoleRulePayload> answers = [];
            foreach (var rule in group)
            {
                var known = await house.Users.Ask(user, new RoleConnections.Touch(rule.ApplicationId!.Value, null, false), cancel);
                answers.Add(rule with { Result = known.IsOk && LinkedRoleRules.IsMet(rule, known.Value!, house.Time.GetUtcNow()) });
            }

            judged.Add(answers);
        }

        return judged;
    }

    private static async ValueTask<LinkedRoleRulePayload> Named(ApiRequest request, LinkedRoleRulePayload rule)
    {
        if (await request.House.UserRows.GetApplication(rule.ApplicationId!.Value, request.Cancel) is not { } application) return rule;
        var facts = await request.House.Users.Ask(ApplicationAccess.BotOf(application), new RoleConnections.Describe(null), request.Cancel);
        var fact = facts.Value?.FirstOrDefault(one => one.Key == rule.ConnectionMetadataField);
        return rule with
        {
            Application = await ApplicationAccess.Shown(request.House, application, request.Cancel),
            Name = fact?.Name,
            Description = fact?.Description,
        };
    }
}
