using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Guildhall.Gateway.Connections;

/// <summary>
/// The same sessions for an upgrade that comes on a connection which HTTP already has: behind a proxy that reuses its
/// connections, the peek at the first request sees none. Browsers ask for one on their HTTP/2 connection, where they have one.
/// </summary>
internal sealed class HttpUpgrade(GatewayService gateway)
{
    /// <summary>Serves the request when it opens a WebSocket to the gateway; false leaves it to others.</summary>
    public async Task<bool> TryServe(HttpContext http)
    {
        var path = http.Request.Path.Value;
        if (path is not ("/" or "/gateway" or "/gateway/" or "" or null)) return false;
        if (UpgradeParser.IsVoice(path ?? "/", http.Request.QueryString.Value?.TrimStart('?') ?? "")) return false;
        var overHttp2 = http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" } asked ? asked : null;
        var upgrading = overHttp2 is null && IsUpgrade(http) ? http.Features.Get<IHttpUpgradeFeature>() : null;
        if (overHttp2 is null && upgrading is null) return false;

        // Over HTTP/2 there is no key to answer to: RFC 8441.
        var key = overHttp2 is null ? http.Request.Headers.SecWebSocketKey.ToString() : "";
        if (gateway.IsDraining || http.Request.Headers.SecWebSocketVersion != "13" || (overHttp2 is null && !UpgradeParser.IsKey(key)))
        {
            http.Response.StatusCode = gateway.IsDraining ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest;
            http.Response.Headers.SecWebSocketVersion = "13";
            return true;
        }

        var isSecure = http.Request.IsHttps || http.Request.Headers["X-Forwarded-Proto"] == "https";
        var upgrade = new UpgradeRequest(
            overHttp2 is null ? UpgradeParser.AcceptKeyOf(key) : "", UpgradeParser.SafeHost(http.Request.Host.Value ?? ""), isSecure, http.Request.QueryString.Value?.TrimStart('?') ?? "");
        if (overHttp2 is null)
        {
            http.Response.Headers.Upgrade = "websocket";
            http.Response.Headers.Connection = "Upgrade";
            http.Response.Headers.SecWebSocketAccept = upgrade.AcceptKey;
        }

        await using var stream = overHttp2 is null ? await upgrading!.UpgradeAsync() : await overHttp2.AcceptAsync();
        var input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true, useZeroByteReads: true));
        var output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        var socket = new KestrelSocket(input, output, http, upgrade.Format);
        await await new GatewayConnection(gateway, socket).Start(upgrade);
        return true;
    }

    private static bool IsUpgrade(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } &&
        http.Request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase);
}
