using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Media.Cdn;

/// <summary>GET /embed/avatars/{index}.png: what stands for people without an avatar, six colours drawn on first use.</summary>
internal static class ServeDefaultAvatar
{
    private const int Avatars = 6;
    private static readonly Lazy<byte[]>[] Drawn = [.. Enumerable.Range(0, Avatars).Select(index => new Lazy<byte[]>(() => DefaultAvatar.Draw(index)))];

    public static Task Serve(HttpContext http)
    {
        var file = (string)http.Request.RouteValues["file"]!;
        var isKnown = file.Length == "0.png".Length && file.EndsWith(".png", StringComparison.Ordinal) && file[0] is >= '0' and < (char)('0' + Avatars);
        if (!isKnown) return MediaHeaders.NotFound(http);
        MediaHeaders.Set(http.Response, "image/png", null, isPublic: true);
        var tag = new EntityTagHeaderValue($"\"avatar-{file[0]}\"");
        return TypedResults.Bytes(Drawn[file[0] - '0'].Value, "image/png", null, enableRangeProcessing: true, null, tag).ExecuteAsync(http);
    }
}
