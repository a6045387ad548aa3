namespace Guildhall.Server.Hosting;

/// <summary>GET /healthz: the process lives. GET /readyz: it wants traffic; 503 while it drains.</summary>
internal static class Health
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/healthz", context => context.Response.WriteAsync("ok"));
        app.MapGet("/readyz", context =>
        {
            var isReady = context.RequestServices.GetRequiredService<Readiness>().IsReady;
            context.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return context.Response.WriteAsync(isReady ? "ready" : "draining");
        });
    }
}
