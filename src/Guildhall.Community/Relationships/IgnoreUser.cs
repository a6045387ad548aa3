using Guildhall.Community.Edge;

namespace Guildhall.Community.Relationships;

/// <summary>PUT and DELETE /users/@me/relationships/{user_id}/ignore: not to be told of somebody, who does not learn of it.</summary>
public static class IgnoreUser
{
    public static void Map(ApiRoutes api)
    {
        api.Put("/users/@me/relationships/{user_id}/ignore", request => Handle(request, RelationWish.Ignore), new RouteOptions { PeopleOnly = true });
        api.Delete("/users/@me/relationships/{user_id}/ignore", request => Handle(request, RelationWish.Unignore), new RouteOptions { PeopleOnly = true });
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request, RelationWish wish)
    {
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        return await ChangeRelation.Ask(request, user, wish);
    }
}
