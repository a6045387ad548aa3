using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Guildhall.Community.Edge;

/// <summary>
/// The door of the API, in front of routing: versions (/api, /api/v9, /api/v10), browsers of other origins (CORS, without
/// credentials: tokens travel in a header), and the bodies for paths and methods that do not exist.
/// </summary>
internal sealed class ApiEntrance
{
    private static readonly string[] Versions = ["v9", "v10"];
    private readonly (TemplateMatcher Matcher, string Method)[] _routes;

    public ApiEntrance(IEnumerable<ApiRoute> routes) =>
        _routes = [.. routes.Select(route => (new TemplateMatcher(TemplateParser.Parse("api" + route.Path), []), route.Method))];

    /// <summary>Before routing: versions and CORS.</summary>
    public static Task Enter(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal, out var rest)) return next(http);
        AddCors(http);
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        var path = rest.Value ?? "";
        var end = path.IndexOf('/', Math.Min(1, path.Length));
        var first = path.Length == 0 ? "" : path[1..(end < 0 ? path.Length : end)];
        if (Versions.Contains(first)) http.Request.Path = "/api" + (end < 0 ? "" : path[end..]);
        else if (first.Length > 1 && first[0] == 'v' && first.AsSpan(1).ContainsAnyExceptInRange('0', '9') == false)
            return FailureWriter.Write(http, new Failure.InvalidApiVersion());
        return next(http);
    }

    /// <summary>After routing: what below /api has no route gets its answer here.</summary>
    public Task Guard(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)) return next(http);
        if (http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern } && pattern.StartsWith("/api/", StringComparison.Ordinal)) return next(http);
        string[] methods = [.. _routes.Where(route => route.Matcher.TryMatch(http.Request.Path, [])).Select(route => route.Method).Distinct()];
        if (methods.Length == 0) return FailureWriter.Write(http, new Failure.NotFound());
        http.Response.Headers.Allow = string.Join(", ", methods);
        return FailureWriter.Write(http, new Failure.MethodNotAllowed());
    }

    private static void AddCors(HttpContext http)
    {
        if (http.Request.Headers.Origin.Count == 0) return;
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            headers.AccessControlAllowMethods = "GET, POST, PUT, PATCH, DELETE";
            headers.AccessControlAllowHeaders = "Authorization, Content-Type, X-Audit-Log-Reason";
            headers.AccessControlMaxAge = "7200";
            return;
        }

        headers.AccessControlExposeHeaders =
            "Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-RateLimit-Reset-After, "
            + "X-RateLimit-Bucket, X-RateLimit-Scope, X-RateLimit-Global";
    }
}
