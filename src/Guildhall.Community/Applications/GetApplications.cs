using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Applications;

/// <summary>
/// GET /applications: the caller's own. GET /applications/{application_id}: one of them, also for its bot.
/// GET /applications/@me and /oauth2/applications/@me: the one of the bot that asks.
/// </summary>
public static class GetApplications
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/applications", List, new RouteOptions { PeopleOnly = true });
        api.Get("/applications/@me", HandleOwn);
        api.Get("/oauth2/applications/@me", HandleOwn);
        api.Get("/applications/{application_id}", Handle);
    }

    internal static async ValueTask<ApiAnswer> Shown(ApiRequest request, Result<ApplicationRow> application) =>
        application.IsOk
            ? ApiAnswer.Json(
                await ApplicationAccess.ShownToOwner(request.House, application.Value!, request.Cancel),
                ApplicationJson.Default.PrivateApplicationPayload)
            : application.Failure;

    private static async ValueTask<ApiAnswer> List(ApiRequest request)
    {
        var rows = await request.House.UserRows.ApplicationsOf(request.Caller.User, request.Cancel);
        List<PrivateApplicationPayload> shown = new(rows.Count);
        foreach (var row in rows) shown.Add(await ApplicationAccess.ShownToOwner(request.House, row, request.Cancel));
        return ApiAnswer.Json<IReadOnlyList<PrivateApplicationPayload>>(shown, ApplicationJson.Default.IReadOnlyListPrivateApplicationPayload);
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request) =>
        await Shown(request, await ApplicationAccess.OfPath(request, orItsBot: true));

    private static async ValueTask<ApiAnswer> HandleOwn(ApiRequest request) => await Shown(request, await ApplicationAccess.OfCaller(request));
}
