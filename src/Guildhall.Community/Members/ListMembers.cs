using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Members;

/// <summary>GET /guilds/{guild_id}/members: by user id upwards, a page at a time.</summary>
public static class ListMembers
{
    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/members", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(UserId After, int Limit, Caller Caller) : IGuildCommand<IReadOnlyList<MemberPayload>>
    {
        public ValueTask<Result<IReadOnlyList<MemberPayload>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<IReadOnlyList<MemberPayload>>>(entry.Failure);
            var page = turn.State.Members.Values
                .Where(member => member.User.Number > After.Number)
                .OrderBy(member => member.User.Number)
                .Take(Limit)
                .Select(member => turn.State.Shown(member))
                .ToArray();
            return ValueTask.FromResult(new Result<IReadOnlyList<MemberPayload>>(page));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var limit = request.QueryInt("limit", 1, 1, Limits.MembersPageMax);
        var after = request.QueryId<UserId>("after") ?? default;
        if (request.Failure is { } invalid) return invalid;
        var page = await request.House.Guilds.Ask(guild, new Command(after, limit, request.Caller), request.Cancel);
        return ApiAnswer.Of(page, PayloadJson.Default.IReadOnlyListMemberPayload);
    }
}
