using Guildhall.Community.Edge;

namespace Guildhall.Community.PrivateChannels;

/// <summary>GET /users/@me/channels: the caller's open private channels, the newest first.</summary>
public static class ListPrivateChannels
{
    public static void Map(ApiRoutes api) => api.Get("/users/@me/channels", Handle, new RouteOptions { PeopleOnly = true, Scope = "dm_channels.read" });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request) =>
        ApiAnswer.Json(
            await PrivateLists.Of(request.House, request.Caller.User, request.Cancel), PrivateJson.Default.IReadOnlyListPrivateChannelPayload);
}
