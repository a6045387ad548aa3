using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Community.Exports;

/// <summary>GET /exports/{token}: sends an archive to whoever has an address for it that is still good.</summary>
internal static class FetchExport
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder app, ExportJobs jobs, ExportLinks links) => app.MapMethods("/exports/{token}", Methods, http =>
    {
        if (links.Open((string)http.Request.RouteValues["token"]!) is not { } id || jobs.Archive(id) is not { } path)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return http.Response.WriteAsync("404: Not Found", http.RequestAborted);
        }

        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.PhysicalFile(path, "application/zip", $"export-{id}.zip", enableRangeProcessing: true).ExecuteAsync(http);
    });
}
