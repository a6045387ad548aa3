using Guildhall.Server.Options;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Server.WebClient;

/// <summary>
/// Serves the built web client: hashed assets for ever, the rest revalidated, files that were compressed at build time as
/// such, and index.html for every page address that the client routes itself.
/// </summary>
internal sealed class WebClientFiles
{
    private const string Forever = "public, max-age=31536000, immutable";
    private readonly Dictionary<string, WebFile> _files;
    private readonly WebFile? _index;

    private WebClientFiles(string? folder)
    {
        _files = folder is null ? [] : WebFile.AllIn(folder);
        _index = _files.GetValueOrDefault("/index.html");
    }

    public static void Map(WebApplication app, ServerOptions options)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "web");
        var files = new WebClientFiles(options.WebFolder ?? (Directory.Exists(beside) ? beside : null));
        app.MapFallback("{*path}", files.Serve);
    }

    private Task Serve(HttpContext context)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/api")) return Refuse(context, StatusCodes.Status404NotFound, """{"message":"404: Not Found","code":0}""");
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return Refuse(context, StatusCodes.Status405MethodNotAllowed, """{"message":"405: Method Not Allowed","code":0}""");
        if (_files.TryGetValue(path.Value ?? "/", out var file)) return Send(context, file);
        // A name with a dot is a file that is not there, such as an asset of an earlier build; the rest are pages.
        if (Path.HasExtension(path.Value)) return Refuse(context, StatusCodes.Status404NotFound, """{"message":"404: Not Found","code":0}""");
        return _index is null ? NotBuilt(context) : Send(context, _index);
    }

    private static async Task Send(HttpContext context, WebFile file)
    {
        var response = context.Response;
        response.Headers.CacheControl = file.IsHashed ? Forever : "no-cache";
        response.Headers.ETag = file.EntityTag;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (context.Request.Headers.IfNoneMatch == file.EntityTag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (sentPath, length, encoding) = file.For(context.Request.Headers.AcceptEncoding.ToString());
        if (encoding is not null) response.Headers.ContentEncoding = encoding;
        response.ContentType = file.ContentType;
        response.ContentLength = length;
        if (HttpMethods.IsGet(context.Request.Method)) await response.SendFileAsync(sentPath, context.RequestAborted);
    }

    private static Task Refuse(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }

    private static Task NotBuilt(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("The API is at /api. The web client is not built here; ./dev up builds it.\n");
    }
}
