using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.User;

/// <summary>GET /users/{user_id}/profile: what a profile card shows. Only of those one shares a guild with, and of oneself.</summary>
public static class GetUserProfile
{
    public static void Map(ApiRoutes api) => api.Get("/users/{user_id}/profile", Handle, new RouteOptions { PeopleOnly = true });

    /// <summary>What the caller may know of a member.</summary>
    public sealed record AskMember(UserId Member, Caller Caller) : IGuildCommand<MemberPayload>
    {
        public ValueTask<Result<MemberPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<MemberPayload>>(entry.Failure);
            return ValueTask.FromResult<Result<MemberPayload>>(
                turn.State.ShownMember(Member) is { } member ? member : new Failure.UnknownMember());
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var house = request.House;
        var user = request.Id<UserId>("user_id");
        var guild = request.QueryId<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        if (await house.UserRows.Get(user, request.Cancel) is not { } row) return new Failure.UnknownUser();
        var own = await house.GuildRows.GuildsOfUser(request.Caller.User, request.Cancel);
        var theirs = user == request.Caller.User ? own : await house.GuildRows.GuildsOfUser(user, request.Cancel);
        GuildId[] mutual = [.. own.Intersect(theirs)];
        if (mutual.Length == 0 && user != request.Caller.User) return new Failure.UnknownUser();
        MemberPayload? member = null;
        if (guild is { } id && mutual.Contains(id)) member = (await house.Guilds.Ask(id, new AskMember(user, request.Caller), request.Cancel)).Value;
        var profile = new UserProfilePayload(
            row.Profile,
            new ProfileMetadataPayload(row.Bio) { Banner = row.Profile.Banner, AccentColor = row.Profile.AccentColor },
            [],
            [],
            [],
            [.. mutual.Select(shared => new MutualGuildPayload(shared))]);
        return ApiAnswer.Json(profile with { GuildMember = member }, UserJson.Default.UserProfilePayload);
    }
}
