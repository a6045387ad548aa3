using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Members;

/// <summary>
/// PUT /guilds/{guild_id}/members/{user_id}: brings a user in by its OAuth2 token with the guilds.join scope. This server
/// gives out no such tokens, so none is valid; a user who is a member already is 204 as documented.
/// </summary>
public static class AddMember
{
    private const int TokenMax = 1_024;

    public static void Map(ApiRoutes api) => api.Put("/guilds/{guild_id}/members/{user_id}", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(UserId User, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.CreateInstantInvite, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<Nothing>>(entry.Failure);
            return ValueTask.FromResult<Result<Nothing>>(
                turn.State.Members.ContainsKey(User) ? Nothing.Value : new Failure.InvalidAccessToken());
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var user = request.Id<UserId>("user_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        _ = form.Value!.RequiredText("access_token", 1, TokenMax);
        if ((request.Failure ?? form.Value.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(user, request.Caller), request.Cancel));
    }
}
