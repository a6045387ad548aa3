using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Members;

/// <summary>GET /guilds/{guild_id}/members/{user_id}, and the caller's own membership at GET /users/@me/guilds/{guild_id}/member.</summary>
public static class GetMember
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/members/{user_id}", Handle);
        api.Get("/guilds/{guild_id}/members/@me", HandleSelf);
        api.Get("/users/@me/guilds/{guild_id}/member", HandleSelf, new RouteOptions { Scope = "guilds.members.read" });
    }

    /// <summary>With <paramref name="WithPermissions"/> the member comes with what it may do in the guild.</summary>
    public sealed record Command(UserId User, bool WithPermissions, Caller Caller) : IGuildCommand<MemberPayload>
    {
        public ValueTask<Result<MemberPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<MemberPayload>>(entry.Failure);
            if (turn.State.ShownMember(User) is not { } shown) return ValueTask.FromResult<Result<MemberPayload>>(new Failure.UnknownMember());
            return ValueTask.FromResult<Result<MemberPayload>>(WithPermissions ? shown with { Permissions = entry.Value!.Held } : shown);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(guild, new Command(user, false, request.Caller), request.Cancel);
        return ApiAnswer.Of(found, PayloadJson.Default.MemberPayload);
    }

    private static async ValueTask<ApiAnswer> HandleSelf(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(guild, new Command(request.Caller.User, true, request.Caller), request.Cancel);
        return ApiAnswer.Of(found, PayloadJson.Default.MemberPayload);
    }
}
