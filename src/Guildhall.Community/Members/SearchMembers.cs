using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>GET /guilds/{guild_id}/members/search: members whose name or nickname begins with the query.</summary>
public static class SearchMembers
{
    private const int QueryMax = 100;

    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/members/search", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(string Query, int Limit, Caller Caller) : IGuildCommand<IReadOnlyList<MemberPayload>>
    {
        public ValueTask<Result<IReadOnlyList<MemberPayload>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<IReadOnlyList<MemberPayload>>>(entry.Failure);
            var found = turn.State.Members.Values
                .Where(member => MemberNames.Begin(turn.State, member, Query))
                .Take(Limit)
                .Select(member => turn.State.Shown(member))
                .ToArray();
            return ValueTask.FromResult(new Result<IReadOnlyList<MemberPayload>>(found));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var limit = request.QueryInt("limit", 1, 1, Limits.MembersPageMax);
        var query = request.Query("query") ?? "";
        if (query.Length == 0) request.Error("query", "BASE_TYPE_REQUIRED", "This field is required");
        if (query.Length > QueryMax) request.Error("query", "BASE_TYPE_BAD_LENGTH", $"Must be between 1 and {QueryMax} in length.");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(guild, new Command(query, limit, request.Caller), request.Cancel);
        return ApiAnswer.Of(found, PayloadJson.Default.IReadOnlyListMemberPayload);
    }
}
