using Guildhall.Community.Edge;

namespace Guildhall.Community.User;

/// <summary>GET /users/{user_id}: somebody's public profile.</summary>
public static class GetUser
{
    public static void Map(ApiRoutes api) => api.Get("/users/{user_id}", Handle);

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        return await request.House.Directory.Find(user, request.Cancel) is { } profile
            ? ApiAnswer.Json(profile, PayloadJson.Default.UserPayload)
            : new Failure.UnknownUser();
    }
}
