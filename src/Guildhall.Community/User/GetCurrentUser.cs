using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Users;

namespace Guildhall.Community.User;

/// <summary>GET /users/@me: the caller's own account.</summary>
public static class GetCurrentUser
{
    public static void Map(ApiRoutes api) => api.Get("/users/@me", Handle, new RouteOptions { Scope = OAuth.Scopes.Identify });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request) =>
        await request.House.UserRows.Get(request.Caller.User, request.Cancel) is { } row
            ? ApiAnswer.Json(Shown(row, request.Caller), PayloadJson.Default.SelfUserPayload)
            : new Failure.Unauthorized();

    // An application learns the address only with the scope for it.
    private static SelfUserPayload Shown(UserRow row, Caller caller)
    {
        var shown = row.ShownToSelf();
        return caller.MayRead(OAuth.Scopes.Email) ? shown : shown with { Email = null, Verified = null };
    }
}
