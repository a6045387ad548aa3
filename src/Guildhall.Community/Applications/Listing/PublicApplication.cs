using Guildhall.Community.Edge;

namespace Guildhall.Community.Applications.Listing;

/// <summary>GET /applications/{application_id}/public and …/rpc: what anybody who has an application's id may know, such as the page that adds it.</summary>
public static class PublicApplication
{
    public static void Map(ApiRoutes api)
    {
        var limit = new RouteOptions { IsOpen = true, ByAddress = true, Limit = 30, WindowSeconds = 10, Bucket = "application-public" };
        api.Get("/applications/{application_id}/public", Handle, limit);
        api.Get("/applications/{application_id}/rpc", Handle, limit);
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var id = request.Id<ApplicationId>("application_id");
        if (request.Failure is { } invalid) return invalid;
        return await request.House.UserRows.GetApplication(id, request.Cancel) is { } row
            ? ApiAnswer.Json(await ApplicationAccess.Shown(request.House, row, request.Cancel), ApplicationJson.Default.ApplicationPayload)
            : new Failure.UnknownApplication();
    }
}
