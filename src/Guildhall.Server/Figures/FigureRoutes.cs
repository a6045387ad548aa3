using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Server.Options;

namespace Guildhall.Server.Figures;

/// <summary>
/// GET /metrics for Prometheus: with the token of --metrics-token, or from this machine itself; closed to everybody else.
/// GET /operator/figures for the operator's page: with the token of an account named by --operators; to everybody else there is no such page.
/// </summary>
internal static class FigureRoutes
{
    // A page asks every five seconds; several may be open.
    private const int AsksPerMinute = 120;
    private const int Bucket = 0x0F16;

    private static readonly string Version =
        typeof(FigureRoutes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public static void Map(WebApplication app, ServerOptions options)
    {
        var service = app.Services.GetRequiredService<FigureService>();
        app.MapGet("/metrics", context => Metrics(context, service, options));
        if (app.Services.GetService<TokenAuthenticator>() is { } tokens)
            app.MapGet("/operator/figures", context => Figures(context, service, tokens, options));
    }

    /// <summary>
    /// Whether a request comes from a program on this machine. A proxy on this machine is no such program: it says for whom it asks. Nor is a
    /// page in a browser that was led here by a name of its own.
    /// </summary>
    internal static bool IsOfThisMachine(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (context.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address)) return false;
        if (headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("X-Original-For") || headers.ContainsKey("Forwarded") || headers.ContainsKey("Via")) return false;
        var host = context.Request.Host.Host.Trim('[', ']');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var named) && IPAddress.IsLoopback(named));
    }

    internal static bool HasToken(HttpContext context, string? token)
    {
        if (token is null || !AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var given)) return false;
        if (!given.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) || given.Parameter is null) return false;
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given.Parameter)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }

    private static async Task Metrics(HttpContext context, FigureService service, ServerOptions options)
    {
        var response = context.Response;
        if (!HasToken(context, options.MetricsToken) && !IsOfThisMachine(context))
        {
            response.StatusCode = options.MetricsToken is null ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
            if (options.MetricsToken is not null) response.Headers.WWWAuthenticate = "Bearer";
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync("Figures are for this machine itself, or for who has the token that --metrics-token names.\n", context.RequestAborted);
            return;
        }

        response.ContentType = PrometheusText.ContentType;
        response.Headers.CacheControl = "no-store";
        await response.WriteAsync(PrometheusText.Write(await service.Read(context.RequestAborted)), context.RequestAborted);
    }

    private static async Task Figures(HttpContext context, FigureService service, TokenAuthenticator tokens, ServerOptions options)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await tokens.Authenticate(context.Request.Headers.Authorization, context.RequestAborted) is not { } caller)
        {
            await Refuse(context, new Failure.Unauthorized());
            return;
        }

        // An application that acts for an operator is not one.
        if (caller.Application is not null || caller.IsBot || !options.Operators.Contains(caller.User))
        {
            await Refuse(context, new Failure.NotFound());
            return;
        }

        var limits = context.RequestServices.GetRequiredService<RateLimiter>();
        if (limits.Take(Bucket, 0, caller.User.Number, AsksPerMinute, 60) is { IsAllowed: false } state)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(state.ResetAfter).ToString(System.Globalization.CultureInfo.InvariantCulture);
            await Refuse(context, new Failure.RateLimited(state.ResetAfter, false, "user"));
            return;
        }

        _ = long.TryParse(context.Request.Query["after"], out var after);
        var body = new ArrayBufferWriter<byte>(16_384);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("version", Version);
            json.WriteString("started_at", service.StartedAt);
            json.WriteString("roles", options.Roles.ToString());
            json.WriteNumber("cores", Environment.ProcessorCount);
            service.History.Write(json, after);
            json.WriteEndObject();
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    private static Task Refuse(HttpContext context, Failure failure)
    {
        context.Response.StatusCode = failure.Status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { message = failure.Message, code = failure.Code }), context.RequestAborted);
    }
}
