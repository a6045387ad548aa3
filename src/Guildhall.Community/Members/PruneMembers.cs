using System.Globalization;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>GET and POST /guilds/{guild_id}/prune: counts or removes people without roles who have not been here for some days.</summary>
public static class PruneMembers
{
    private const int DefaultDays = 7;
    private const int DaysMax = 30;

    /// <summary>Members that one prune removes at most; another goes on.</summary>
    private const int RemovedMax = 10_000;

    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/prune", HandleCount, RouteOptions.Per(5, 10));
        api.Post("/guilds/{guild_id}/prune", HandleBegin, RouteOptions.Per(2, 10));
    }

    /// <summary>Members whose every role is one of <paramref name="Roles"/> count as being without roles.</summary>
    public sealed record Command(int Days, IReadOnlyList<RoleId> Roles, bool Remove, Caller Caller) : IGuildCommand<PrunePayload>
    {
        public ValueTask<Result<PrunePayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<PrunePayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild | Permissions.KickMembers, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var since = turn.Now.AddDays(-Days);
            var gone = turn.State.Members.Values.Where(member => IsAway(entry.Value!, member, since)).Take(Remove ? RemovedMax : int.MaxValue).ToArray();
            if (!Remove || gone.Length == 0) return new PrunePayload { Pruned = gone.Length };
            foreach (var member in gone) MemberDeparture.Apply(turn, member);
            turn.Audit(AuditAction.MemberPrune, Caller, null, options: new AuditOptions
            {
                DeleteMemberDays = Days.ToString(CultureInfo.InvariantCulture),
                MembersRemoved = gone.Length.ToString(CultureInfo.InvariantCulture),
            });
            return new PrunePayload { Pruned = gone.Length };
        }

        private bool IsAway(ActingMember acting, MemberRow member, DateTimeOffset since)
        {
            var guild = acting.Guild;
            if (member.JoinedAt > since || guild.Presences.ContainsKey(member.User)) return false;
            if (member.LastSeenOn is { } day && day >= DateOnly.FromDateTime(since.UtcDateTime)) return false;
            if (guild.Users.GetValueOrDefault(member.User)?.Bot == true) return false;
            return member.Roles.All(Roles.Contains) && acting.IsAbove(member);
        }
    }

    private static async ValueTask<ApiAnswer> HandleCount(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var days = request.QueryInt("days", DefaultDays, 1, DaysMax);
        List<RoleId> roles = [];
        var given = request.Http.Request.Query["include_roles"].SelectMany(text => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries));
        foreach (var text in given.Take(Limits.RolesPerGuild))
        {
            if (Snowflake.TryParse(text, out var id)) roles.Add(new RoleId(id));
            else request.Error("include_roles", "NUMBER_TYPE_COERCE", "Value is not snowflake.");
        }

        if (request.Failure is { } invalid) return invalid;
        var counted = await request.House.Guilds.Ask(guild, new Command(days, roles, Remove: false, request.Caller), request.Cancel);
        return ApiAnswer.Of(counted, MemberJson.Default.PrunePayload);
    }

    private static async ValueTask<ApiAnswer> HandleBegin(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var days = form.IntOrAbsent("days", 1, DaysMax).Or(DefaultDays);
        var isCounted = form.FlagOrAbsent("compute_prune_count").Or(true);
        var roles = form.Raw("include_roles").ValueKind == System.Text.Json.JsonValueKind.String
            ? []
            : form.Ids<RoleId>("include_roles", Limits.RolesPerGuild).Value ?? [];
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var pruned = await request.House.Guilds.Ask(guild, new Command(days, roles, Remove: true, request.Caller), request.Cancel);
        if (!pruned.IsOk) return pruned.Failure;
        return ApiAnswer.Json(isCounted ? pruned.Value! : new PrunePayload(), MemberJson.Default.PrunePayload);
    }
}
