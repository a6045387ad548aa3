using Guildhall.Community.Edge;
using Guildhall.Community.Interactions.Http;
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
        var form = read.Value!;
        var endpoints = await EndpointFields.Read(form, application.Value!, request.House, request.Cancel);
        // Addresses take their time to answer: what the application is now, it may not have been then.
        if (await request.House.UserRows.GetApplication(application.Value!.Id, request.Cancel) is not { } before) return new Failure.UnknownApplication();
        var after = endpoints.ApplyTo(await ApplicationFields.Read(form, before, request.House, request.Cancel));
        if (form.Failure is { } invalid) return invalid;
        await request.House.Writer.Submit(new WriteLane(), new StoreWrite(new PutApplication(after)));
        await IntegrationChanged.Tell(request.House, before, after);
        return await GetApplications.Shown(request, after);
    }
}
