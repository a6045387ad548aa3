using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Relationships;

/// <summary>
/// DELETE /users/@me/relationships/{user_id}: ends a friendship, declines or takes back a request, unblocks.
/// DELETE /users/@me/relationships: all of one type, or those that the filters name (2: of ignored users).
/// </summary>
public static class RemoveRelationships
{
    private const int SpamFilter = 1;
    private const int IgnoredFilter = 2;

    public static void Map(ApiRoutes api)
    {
        api.Delete("/users/@me/relationships/{user_id}", HandleOne, new RouteOptions { PeopleOnly = true });
        api.Delete("/users/@me/relationships", HandleMany, new RouteOptions { PeopleOnly = true, Limit = 5, WindowSeconds = 60 });
    }

    private static async ValueTask<ApiAnswer> HandleOne(ApiRequest request)
    {
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        return await ChangeRelation.Ask(request, user, RelationWish.Remove);
    }

    private static async ValueTask<ApiAnswer> HandleMany(ApiRequest request)
    {
        var type = request.QueryInt("relationship_type", (int)RelationType.IncomingRequest, (int)RelationType.Friend, (int)RelationType.OutgoingRequest);
        if (request.Failure is { } invalid) return invalid;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var filters = read.Value!.Raw("filters") is { ValueKind: System.Text.Json.JsonValueKind.Array } list
            ? list.EnumerateArray().Take(IgnoredFilter).Select(filter => filter.TryGetInt32(out var number) ? number : SpamFilter).ToArray()
            : null;
        var rows = await request.House.UserRows.Relations(request.Caller.User, request.Cancel);
        // Nothing is taken for spam here, so that filter finds nobody.
        foreach (var row in rows.Where(row => (int)row.Type == type && (filters is null || (filters.Contains(IgnoredFilter) && row.IsIgnored))))
        {
            var removed = await ChangeRelation.Ask(request, row.Other, RelationWish.Remove);
            if (removed.Failure is { } failed) return failed;
        }

        return ApiAnswer.NoContent;
    }
}
