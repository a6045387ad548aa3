using Guildhall.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Media.Cdn;

/// <summary>
/// What every file carries so that it is looked at and never run: a sandbox without scripts, a type that is not guessed again,
/// and a download for everything that is not known to be harmless.
/// </summary>
internal static class MediaHeaders
{
    // A page of its own when opened alone, so pictures and players may still load themselves.
    private const string Policy = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";
    private const string ForEverybodyForever = "public, max-age=31536000, immutable";
    private const string ForTheReaderForever = "private, max-age=31536000, immutable";

    // What stands in for something that may come out better a little later.
    private const string ForAWhile = "private, max-age=60";

    /// <summary>Sets the headers; the type decides between showing and downloading.</summary>
    /// <param name="filename">The name to save under; null for images that have none.</param>
    /// <param name="isPublic">False for what was said in a channel: shared caches keep out of it.</param>
    /// <param name="isFinal">False when the same address may soon have something better.</param>
    public static void Set(HttpResponse response, string type, string? filename, bool isPublic, bool isFinal = true)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = !isFinal ? ForAWhile : isPublic ? ForEverybodyForever : ForTheReaderForever;
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        var disposition = new ContentDispositionHeaderValue(MediaType.IsShownInPlace(type) ? "inline" : "attachment");
        if (filename is not null) disposition.SetHttpFileName(filename);
        headers.ContentDisposition = disposition.ToString();
    }

    public static Task NotFound(HttpContext http) => Refuse(http, StatusCodes.Status404NotFound, "404: Not Found");

    /// <summary>Answers with a status and a line of text.</summary>
    public static Task Refuse(HttpContext http, int status, string sentence)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(sentence, http.RequestAborted);
    }
}
