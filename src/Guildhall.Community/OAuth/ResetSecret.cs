using Guildhall.Community.Applications;
using Guildhall.Community.Edge;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.OAuth;

/// <summary>POST /applications/{application_id}/reset: a new secret of the application, shown this once; the older one stops working. Tokens stay.</summary>
public static class ResetSecret
{
    public static void Map(ApiRoutes api) =>
        api.Post("/applications/{application_id}/reset", Handle, new RouteOptions { PeopleOnly = true, Limit = 10, WindowSeconds = 60 });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var application = await ApplicationAccess.OfPath(request);
        if (!application.IsOk) return application.Failure;
        var (secret, hash) = TokenAuthenticator.CreateSecret();
        await request.House.Writer.Submit(new WriteLane(), new StoreWrite(new PutApplication(application.Value! with { SecretHash = hash })));
        request.Http.Response.Headers.CacheControl = "no-store";
        return ApiAnswer.Json(new ApplicationSecretPayload(secret), OAuthJson.Default.ApplicationSecretPayload);
    }
}
