using Guildhall.Community.Edge;
using Guildhall.Protocol;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Accounts;

/// <summary>POST /auth/logout: revokes the token of the request and ends its sessions.</summary>
public static class Logout
{
    public static void Map(ApiRoutes api) => api.Post("/auth/logout", Handle, new RouteOptions { PeopleOnly = true });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var hash = TokenAuthenticator.HashOf(request.Http.Request.Headers.Authorization!);
        await Revoke(request, [hash]);
        return ApiAnswer.NoContent;
    }

    /// <summary>Revokes some tokens of the caller, everywhere at once.</summary>
    internal static async ValueTask Revoke(ApiRequest request, IReadOnlyList<byte[]> hashes)
    {
        var house = request.House;
        await house.Writer.Submit(new WriteLane(), new StoreWrite([.. hashes.Select(hash => new DeleteToken(hash))], []));
        foreach (var hash in hashes) house.Tokens.Forget(hash);
        await house.Users.Ask(request.Caller.User, new EndSessions([.. hashes.Select(TokenAuthenticator.KeyOf)]), CancellationToken.None);
    }
}
