using Guildhall.Community.Edge;

namespace Guildhall.Community.Applications;

/// <summary>GET /oauth2/@me: what a token stands for. A bot's token stands for its application and does not expire; a person's for none.</summary>
public static class CurrentAuthorization
{
    // The field must be there; a bot's token works until it is reset.
    private static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    public static void Map(ApiRoutes api) => api.Get("/oauth2/@me", Handle);

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        if (!request.Caller.IsBot) return new Failure.InvalidAccessToken();
        var application = await ApplicationAccess.OfCaller(request);
        if (!application.IsOk) return application.Failure;
        var shown = await ApplicationAccess.Shown(request.House, application.Value!, request.Cancel);
        return ApiAnswer.Json(
            new CurrentAuthorizationPayload(shown, ["bot"], Never, shown.Bot), ApplicationJson.Default.CurrentAuthorizationPayload);
    }
}
