using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Relationships;

/// <summary>
/// POST /users/@me/relationships: asks somebody for friendship by name. PUT /users/@me/relationships/{user_id}: the same by id, or
/// accepts a request, or blocks (type 2).
/// </summary>
public static class Befriend
{
    private static readonly RouteOptions Often = new() { PeopleOnly = true, Limit = 20, WindowSeconds = 60, Bucket = "befriend" };

    public static void Map(ApiRoutes api)
    {
        api.Post("/users/@me/relationships", HandleByName, Often);
        api.Put("/users/@me/relationships/{user_id}", HandleById, Often);
    }

    private static async ValueTask<ApiAnswer> HandleByName(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var username = form.RequiredText("username", 1, Limits.UsernameMax);
        var discriminator = form.NullableText("discriminator", 0, 4).Value;
        var note = form.NullableText("note", 0, Limits.RequestNoteMax).Value;
        if (form.Failure is { } invalid) return invalid;
        var row = await request.House.UserRows.GetByName(username, request.Cancel);
        if (row is null || (discriminator is { Length: > 0 } and not "0" && discriminator != row.Profile.Discriminator)) return new Failure.NoUserOfThatName();
        return await ChangeRelation.Ask(request, row.Profile.Id, RelationWish.Befriend, NullIfEmpty(note));
    }

    private static async ValueTask<ApiAnswer> HandleById(ApiRequest request)
    {
        const int accept = -1;
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var type = form.IsNull("type") ? accept : form.Choice("type", accept, (int)RelationType.Friend, (int)RelationType.Blocked).Or(accept);
        var note = form.NullableText("note", 0, Limits.RequestNoteMax).Value;
        if (form.Failure is { } wrong) return wrong;
        return type == (int)RelationType.Blocked
            ? await ChangeRelation.Ask(request, user, RelationWish.Block)
            : await ChangeRelation.Ask(request, user, RelationWish.Befriend, NullIfEmpty(note));
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
