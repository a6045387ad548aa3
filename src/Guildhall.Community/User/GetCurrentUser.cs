using Guildhall.Community.Edge;

namespace Guildhall.Community.User;

/// <summary>GET /users/@me: the caller's own account.</summary>
public static class GetCurrentUser
{
    public static void Map(ApiRoutes api) => api.Get("/users/@me", Handle);

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request) =>
        await request.House.UserRows.Get(request.Caller.User, request.Cancel) is { } row
            ? ApiAnswer.Json(row.ShownToSelf(), PayloadJson.Default.SelfUserPayload)
            : new Failure.Unauthorized();
}
