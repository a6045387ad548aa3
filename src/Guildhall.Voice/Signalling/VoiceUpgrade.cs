using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Guildhall.Voice.Signalling;

/// <summary>
/// Upgrades to the voice gateway: at "/" for those who open the endpoint of VOICE_SERVER_UPDATE as it is (versions 4 to 8 without an
/// encoding, which clients of the main gateway never say), and at "/voice".
/// </summary>
internal static class VoiceUpgrade
{
    private const int OldestVersion = 4;
    private const int NewestVersion = 8;

    public static void Use(IApplicationBuilder app, VoiceGateway gateway) => app.UseWhen(
        IsVoice,
        branch => branch.UseWebSockets().Run(http => Serve(http, gateway)));

    private static bool IsVoice(HttpContext http)
    {
        if (!IsUpgrade(http)) return false;
        return http.Request.Path.Value switch
        {
            "/voice" or "/voice/" => true,
            "/" or "" or null => VersionOf(http) is >= OldestVersion and <= NewestVersion && !http.Request.Query.ContainsKey("encoding"),
            _ => false,
        };
    }

    // HTTP/2 has a method of its own for it: RFC 8441.
    private static bool IsUpgrade(HttpContext http) =>
        (HttpMethods.IsGet(http.Request.Method) && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }) ||
        http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    private static async Task Serve(HttpContext http, VoiceGateway gateway)
    {
        if (!http.WebSockets.IsWebSocketRequest || VersionOf(http) is not (>= OldestVersion and <= NewestVersion and var version))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (gateway.IsDraining || !gateway.HasRoom)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var web = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = TimeSpan.Zero });
        await gateway.Serve(web, version);
    }

    // Without a version the newest is meant by our own client alone; others name it.
    private static int? VersionOf(HttpContext http) =>
        http.Request.Query["v"] is [{ } text] ? int.TryParse(text, out var version) ? version : null : http.Request.Path.Value is "/voice" or "/voice/" ? NewestVersion : null;
}
