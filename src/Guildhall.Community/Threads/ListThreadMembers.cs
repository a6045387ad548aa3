using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Threads;

/// <summary>GET /channels/{channel_id}/thread-members, and one of them by …/{user_id}; with_member shows them as members of the guild.</summary>
public static class ListThreadMembers
{
    private const int PageMax = 100;

    public static void Map(ApiRoutes api)
    {
        api.Get("/channels/{channel_id}/thread-members", HandleList);
        api.Get("/channels/{channel_id}/thread-members/{user_id}", HandleOne);
    }

    /// <summary>Members with an id above <paramref name="After"/>; only one of them when <paramref name="User"/> says so.</summary>
    public sealed record Command(ChannelId Channel, UserId? User, bool WithMember, UserId After, int Limit, Caller Caller)
        : IGuildCommand<IReadOnlyList<ThreadMemberPayload>>, IChannelCommand
    {
        public ValueTask<Result<IReadOnlyList<ThreadMemberPayload>>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<IReadOnlyList<ThreadMemberPayload>> Decide(GuildTurn turn)
        {
            var entry = turn.EnterThread(Channel, Caller, Permissions.ViewChannel);
            if (!entry.IsOk) return entry.Failure;
            var thread = entry.Value!.Thread;
            if (User is { } one && !thread.Members.ContainsKey(one)) return new Failure.UnknownMember();
            var members = thread.Members.Values
                .Where(member => User is { } wanted ? member.User == wanted : member.User.Number > After.Number)
                .OrderBy(member => member.User.Number)
                .Take(WithMember || User is not null ? Limit : Limits.MembersPerThread)
                .Select(member => thread.Shown(member) with { Member = WithMember ? turn.State.ShownMember(member.User) : null });
            return new Result<IReadOnlyList<ThreadMemberPayload>>([.. members]);
        }
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var withMember = request.QueryFlag("with_member");
        var after = request.QueryId<UserId>("after") ?? default;
        var limit = request.QueryInt("limit", PageMax, 1, PageMax);
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(channel, new Command(channel, null, withMember, after, limit, request.Caller), request.Cancel);
        return ApiAnswer.Of(found, ThreadJson.Default.IReadOnlyListThreadMemberPayload);
    }

    private static async ValueTask<ApiAnswer> HandleOne(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var user = request.Text("user_id") == "@me" ? request.Caller.User : request.Id<UserId>("user_id");
        var withMember = request.QueryFlag("with_member");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(channel, new Command(channel, user, withMember, default, 1, request.Caller), request.Cancel);
        return found.IsOk ? ApiAnswer.Json(found.Value![0], PayloadJson.Default.ThreadMemberPayload) : found.Failure;
    }
}
