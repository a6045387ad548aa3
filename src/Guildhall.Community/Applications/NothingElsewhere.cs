using Guildhall.Community.Edge;

namespace Guildhall.Community.Applications;

/// <summary>
/// GET /users/@me/connections: accounts elsewhere. This house links to none, and says so with an empty list.
/// </summary>
public static class NothingElsewhere
{
    public static void Map(ApiRoutes api) =>
        api.Get("/users/@me/connections", _ => ValueTask.FromResult(ApiAnswer.Bytes("[]"u8.ToArray())), new RouteOptions { Scope = "connections" });
}
