using Guildhall.Community.Edge;
using Guildhall.Protocol;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Accounts;

/// <summary>POST /users/@me/disable: every token ends and every session with it; the account rests until its owner logs in again.</summary>
public static class DisableAccount
{
    public static void Map(ApiRoutes api) => api.Post("/users/@me/disable", Handle, new RouteOptions { PeopleOnly = true, Limit = 5, WindowSeconds = 60 });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var (house, user) = (request.House, request.Caller.User);
        var account = await OwnPassword.Check(request);
        if (!account.IsOk) return account.Failure;
        await house.Writer.Submit(new WriteLane(), new StoreWrite(new DeleteTokensOf(user)));
        house.Tokens.ForgetAll(user);
        await house.Users.Ask(user, new EndSessions(null), CancellationToken.None);
        return ApiAnswer.NoContent;
    }
}
