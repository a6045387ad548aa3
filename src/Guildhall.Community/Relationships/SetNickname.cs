using Guildhall.Community.Edge;

namespace Guildhall.Community.Relationships;

/// <summary>PATCH /users/@me/relationships/{user_id}: what the caller calls a friend; null or nothing for the friend's own name.</summary>
public static class SetNickname
{
    public static void Map(ApiRoutes api) => api.Patch("/users/@me/relationships/{user_id}", Handle, new RouteOptions { PeopleOnly = true });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var nickname = read.Value!.NullableText("nickname", 0, Limits.NicknameMax).Value;
        if (read.Value.Failure is { } wrong) return wrong;
        return await ChangeRelation.Ask(request, user, RelationWish.Nickname, string.IsNullOrEmpty(nickname) ? null : nickname);
    }
}
