using Guildhall.Community.Edge;

namespace Guildhall.Community.Applications;

/// <summary>
/// GET /users/@me/connections and GET /oauth2/keys: accounts elsewhere and the keys of identity tokens. This house links to none and gives out
/// none, and says so with empty lists.
/// </summary>
public static class NothingElsewhere
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/users/@me/connections", _ => ValueTask.FromResult(ApiAnswer.Bytes("[]"u8.ToArray())));
        api.Get("/oauth2/keys", _ => ValueTask.FromResult(ApiAnswer.Bytes("{\"keys\":[]}"u8.ToArray())), new RouteOptions { IsOpen = true, ByAddress = true });
    }
}
