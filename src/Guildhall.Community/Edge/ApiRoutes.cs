using Guildhall.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Community.Edge;

/// <summary>A route's work: a request in, an answer out.</summary>
public delegate ValueTask<ApiAnswer> ApiHandler(ApiRequest request);

/// <summary>The route table: every operation adds itself here, once for all API versions.</summary>
public sealed class ApiRoutes(IEndpointRouteBuilder endpoints, ApiPipeline pipeline, RateLimitOptions limits)
{
    private readonly List<ApiRoute> _all = [];

    /// <summary>What was added, for catalogues and tests.</summary>
    public IReadOnlyList<ApiRoute> All => _all;

    /// <summary>The limits that an operator may change, for routes that count by them.</summary>
    public RateLimitOptions Limits => limits;

    public void Get(string path, ApiHandler handler, RouteOptions? options = null) => Add("GET", path, handler, options);

    public void Post(string path, ApiHandler handler, RouteOptions? options = null) => Add("POST", path, handler, options);

    public void Put(string path, ApiHandler handler, RouteOptions? options = null) => Add("PUT", path, handler, options);

    public void Patch(string path, ApiHandler handler, RouteOptions? options = null) => Add("PATCH", path, handler, options);

    public void Delete(string path, ApiHandler handler, RouteOptions? options = null) => Add("DELETE", path, handler, options);

    private void Add(string method, string path, ApiHandler handler, RouteOptions? options)
    {
        var route = new ApiRoute(method, path, options ?? RouteOptions.Default, _all.Count + 1);
        if (_all.Any(other => other.Method == method && other.Path == path)) throw new InvalidOperationException($"{method} {path} is mapped twice.");
        _all.Add(route);
        endpoints.MapMethods("/api" + path, [method], http => pipeline.Run(http, route, handler));
    }
}

/// <summary>One route: method, path below /api, and its limits.</summary>
public sealed record ApiRoute(string Method, string Path, RouteOptions Options, int Number)
{
    /// <summary>The number of the bucket: the route's own, or that of its named bucket.</summary>
    public int Bucket { get; } = Options.Bucket is { } name ? StableHash(name) : StableHash(Method + Path);

    /// <summary>The bucket as X-RateLimit-Bucket shows it.</summary>
    public string BucketName { get; } = StableHash(Options.Bucket ?? Method + Path).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The path's parameter that limits count for on its own; null for none.</summary>
    public string? TopLevel { get; } =
        Path.Contains("{channel_id}", StringComparison.Ordinal) ? "channel_id"
        : Path.Contains("{guild_id}", StringComparison.Ordinal) ? "guild_id"
        : Path.Contains("{webhook_id}", StringComparison.Ordinal) ? "webhook_id"
        : null;

    private static int StableHash(string text)
    {
        var hash = 2_166_136_261u;
        foreach (var letter in text) hash = (hash ^ letter) * 16_777_619u;
        return (int)hash;
    }
}
