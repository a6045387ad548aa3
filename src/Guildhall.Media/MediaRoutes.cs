using Guildhall.Media.Cdn;
using Guildhall.Media.Images;
using Guildhall.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Media;

/// <summary>The addresses of files, as clients and bot libraries build them: those of Discord's CDN, on this server's own origin.</summary>
public static class MediaRoutes
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    // Images below the id of whom they belong to.
    private static readonly string[] Owned =
    [
        "avatars", "banners", "icons", "splashes", "discovery-splashes", "app-icons", "app-assets", "team-icons",
        "role-icons", "channel-icons", "guild-events", "guild-tag-badges",
    ];

    /// <summary>Serves what is in the blob store, images in the size and format asked for.</summary>
    public static void MapMedia(this IEndpointRouteBuilder app, IBlobStore blobs, Thumbnails thumbnails)
    {
        var files = new BlobFile(blobs, thumbnails);
        var attachments = new ServeAttachment(files);
        app.MapMethods("/attachments/{channel:long}/{attachment:long}/{filename}", Methods, attachments.Serve);
        var images = new ServeImage(files);
        foreach (var kind in Owned)
            app.MapMethods($"/{kind}/{{owner:long}}/{{file}}", Methods, http => images.Serve(http, $"{kind}/{http.Request.RouteValues["owner"]}"));
        foreach (var kind in (ReadOnlySpan<string>)["avatars", "banners"])
        {
            app.MapMethods($"/guilds/{{guild:long}}/users/{{owner:long}}/{kind}/{{file}}", Methods, http =>
                images.Serve(http, $"guilds/{http.Request.RouteValues["guild"]}/users/{http.Request.RouteValues["owner"]}/{kind}"));
        }

        foreach (var kind in (ReadOnlySpan<string>)["emojis", "avatar-decoration-presets"])
            app.MapMethods($"/{kind}/{{file}}", Methods, http => images.Serve(http, kind));
        app.MapMethods("/stickers/{file}", Methods, images.ServeSticker);
        app.MapMethods("/soundboard-sounds/{file}", Methods, images.ServeSound);
        app.MapMethods("/embed/avatars/{file}", Methods, ServeDefaultAvatar.Serve);
    }
}
