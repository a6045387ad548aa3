using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Relationships;

/// <summary>GET /users/@me/relationships: the caller's friends, requests, blocked and ignored users.</summary>
public static class ListRelationships
{
    public static void Map(ApiRoutes api) => api.Get("/users/@me/relationships", Handle, new RouteOptions { PeopleOnly = true, Scope = "relationships.read" });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var rows = await request.House.UserRows.Relations(request.Caller.User, request.Cancel);
        return ApiAnswer.Json(
            await RelationshipPayload.Of(rows, request.House.Directory, request.Cancel), RelationJson.Default.IReadOnlyListRelationshipPayload);
    }
}
