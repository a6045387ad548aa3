using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>GET /guilds/{guild_id}/members/search: members whose name or nickname begins with the query.</summary>
public static class SearchMembers
{
    private const int QueryMax = 100;

    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/members/search", Handle, RouteOptions.Per(10, 10));

    /// <summary>A step of a search; the answer has members once it is over.</summary>
    public sealed record Command(MemberSearch Search, Caller Caller) : IGuildCommand<Page>
    {
        public ValueTask<Result<Page>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<Page>>(entry.Failure);
            var search = Search.Step(turn.State);
            MemberPayload[] found = search.IsOver ? [.. search.Members(turn.State).Select(member => turn.State.Shown(member))] : [];
            return ValueTask.FromResult<Result<Page>>(new Page(search, found));
        }
    }

    public sealed record Page(MemberSearch Search, IReadOnlyList<MemberPayload> Members);

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var limit = request.QueryInt("limit", 1, 1, Limits.MembersPageMax);
        var query = request.Query("query") ?? "";
        if (query.Length == 0) request.Error("query", "BASE_TYPE_REQUIRED", "This field is required");
        if (query.Length > QueryMax) request.Error("query", "BASE_TYPE_BAD_LENGTH", $"Must be between 1 and {QueryMax} in length.");
        if (request.Failure is { } invalid) return invalid;
        var search = MemberSearch.For(query, limit);
        while (true)
        {
            var asked = await request.House.Guilds.Ask(guild, new Command(search, request.Caller), request.Cancel);
            if (asked.Failure is { } failure) return failure;
            if (asked.Value!.Search.IsOver) return ApiAnswer.Of(new Result<IReadOnlyList<MemberPayload>>(asked.Value.Members), PayloadJson.Default.IReadOnlyListMemberPayload);
            search = asked.Value.Search;
        }
    }
}
