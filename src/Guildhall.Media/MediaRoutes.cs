using Guildhall.Media.Cdn;
using Guildhall.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Media;

/// <summary>The addresses of files, as clients and bot libraries build them: those of Discord's CDN, on this server's own origin.</summary>
public static class MediaRoutes
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Serves what is in the blob store. The size parameter is accepted; originals are what is sent.</summary>
    public static void MapMedia(this IEndpointRouteBuilder app, IBlobStore blobs)
    {
        var attachments = new ServeAttachment(blobs);
        app.MapMethods("/attachments/{channel:long}/{attachment:long}/{filename}", Methods, attachments.Serve);
        var images = new ServeImage(blobs);
        foreach (var kind in (ReadOnlySpan<string>)["avatars", "banners", "icons", "splashes", "discovery-splashes", "app-icons", "role-icons"])
            app.MapMethods($"/{kind}/{{owner:long}}/{{file}}", Methods, http => images.Serve(http, $"{kind}/{http.Request.RouteValues["owner"]}"));
        foreach (var kind in (ReadOnlySpan<string>)["avatars", "banners"])
        {
            app.MapMethods($"/guilds/{{guild:long}}/users/{{owner:long}}/{kind}/{{file}}", Methods, http =>
                images.Serve(http, $"guilds/{http.Request.RouteValues["guild"]}/users/{http.Request.RouteValues["owner"]}/{kind}"));
        }

        app.MapMethods("/emojis/{file}", Methods, http => images.Serve(http, "emojis"));
        app.MapMethods("/embed/avatars/{file}", Methods, ServeDefaultAvatar.Serve);
    }
}
