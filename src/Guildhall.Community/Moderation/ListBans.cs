using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Moderation;

/// <summary>GET /guilds/{guild_id}/bans by user id upwards, and …/bans/search by name or by ids.</summary>
public static class ListBans
{
    private const int PageMax = 1_000;
    private const int SearchMax = 10;
    private const int QueryMax = 32;

    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/bans", Handle, RouteOptions.Per(10, 10));
        api.Get("/guilds/{guild_id}/bans/search", HandleSearch, RouteOptions.Per(10, 10));
    }

    /// <summary>Which bans; what is null does not matter. The list is the last page before <paramref name="Before"/> or the first after <paramref name="After"/>.</summary>
    public sealed record Command(UserId? Before, UserId? After, string? Name, IReadOnlyList<UserId>? Users, int Limit, Caller Caller)
        : IGuildCommand<IReadOnlyList<BanPayload>>
    {
        public ValueTask<Result<IReadOnlyList<BanPayload>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.BanMembers, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<IReadOnlyList<BanPayload>>>(entry.Failure);
            var wanted = turn.State.Bans.Values
                .Where(ban => (Before is null || ban.User.Number < Before.Value.Number)
                    && (After is null || ban.User.Number > After.Value.Number)
                    && (Users is null || Users.Contains(ban.User)))
                .OrderBy(ban => ban.User.Number)
                .Select(ban => Bans.Shown(turn.State, ban))
                .Where(ban => Name is null || Matches(ban.User));
            var page = (Before is not null && After is null ? wanted.TakeLast(Limit) : wanted.Take(Limit)).ToArray();
            return ValueTask.FromResult(new Result<IReadOnlyList<BanPayload>>(page));
        }

        private bool Matches(UserPayload user) =>
            user.Username.Contains(Name!, StringComparison.OrdinalIgnoreCase)
            || user.GlobalName?.Contains(Name!, StringComparison.OrdinalIgnoreCase) == true;
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var before = request.QueryId<UserId>("before");
        var after = request.QueryId<UserId>("after");
        var limit = request.QueryInt("limit", PageMax, 1, PageMax);
        if (request.Failure is { } invalid) return invalid;
        var bans = await request.House.Guilds.Ask(guild, new Command(before, after, null, null, limit, request.Caller), request.Cancel);
        return ApiAnswer.Of(bans, BanJson.Default.IReadOnlyListBanPayload);
    }

    private static async ValueTask<ApiAnswer> HandleSearch(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var name = request.Query("query");
        var limit = request.QueryInt("limit", SearchMax, 1, SearchMax);
        List<UserId>? users = null;
        foreach (var text in request.Http.Request.Query["user_ids"].Take(SearchMax))
        {
            if (Snowflake.TryParse(text, out var id)) (users ??= []).Add(new UserId(id));
            else request.Error("user_ids", "NUMBER_TYPE_COERCE", "Value is not snowflake.");
        }

        if (name is { Length: 0 or > QueryMax }) request.Error("query", "BASE_TYPE_BAD_LENGTH", $"Must be between 1 and {QueryMax} in length.");
        if (request.Failure is { } invalid) return invalid;
        var bans = await request.House.Guilds.Ask(guild, new Command(null, null, name, users, limit, request.Caller), request.Cancel);
        return ApiAnswer.Of(bans, BanJson.Default.IReadOnlyListBanPayload);
    }
}
