using Guildhall.Community.Edge;

namespace Guildhall.Community.GatewayInfo;

/// <summary>GET /gateway: where the WebSocket is.</summary>
public static class GetGateway
{
    public static void Map(ApiRoutes api) => api.Get("/gateway", Handle, new RouteOptions { IsOpen = true });

    private static ValueTask<ApiAnswer> Handle(ApiRequest request) =>
        ValueTask.FromResult(ApiAnswer.Json(new GatewayPayload(UrlOf(request.House.Options)), GatewayJson.Default.GatewayPayload));

    /// <summary>The public address with ws for http and wss for https.</summary>
    internal static string UrlOf(CommunityOptions options) => "ws" + options.PublicUrl()["http".Length..];
}
