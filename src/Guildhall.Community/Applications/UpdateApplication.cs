using Guildhall.Community.Edge;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Applications;

/// <summary>PATCH /applications/{application_id} and /applications/@me: what the application says of itself, and the privileged intents it uses.</summary>
public static class UpdateApplication
{
    public static void Map(ApiRoutes api)
    {
        var limit = RouteOptions.Per(10, 60, "application-update");
        api.Patch("/applications/@me", HandleOwn, limit);
        api.Patch("/applications/{application_id}", Handle, limit);
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request) =>
        await Update(request, await ApplicationAccess.OfPath(request, orItsBot: true));

    private static async ValueTask<ApiAnswer> HandleOwn(ApiRequest request) => await Update(request, await ApplicationAccess.OfCaller(request));

    private static async ValueTask<ApiAnswer> Update(ApiRequest request, Result<ApplicationRow> application)
    {
        if (!application.IsOk) return application.Failure;
        var read = await request.ReadForm(Limits.ImageBytes * 2);
        if (!read.IsOk) return read.Failure;
        var after = await ApplicationFields.Read(read.Value!, application.Value!, request.House, request.Cancel);
        if (read.Value!.Failure is { } invalid) return invalid;
        await request.House.Writer.Submit(new WriteLane(), new StoreWrite(new PutApplication(after)));
        return await GetApplications.Shown(request, after);
    }
}
