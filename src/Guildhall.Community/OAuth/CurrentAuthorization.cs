using Guildhall.Community.Applications;
using Guildhall.Community.Edge;

namespace Guildhall.Community.OAuth;

/// <summary>
/// GET /oauth2/@me: what a token stands for. An application's token stands for what its user lets it do; a bot's for its application, without end;
/// a person's own for none.
/// </summary>
public static class CurrentAuthorization
{
    // The field must be there; a bot's token works until it is reset.
    private static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    public static void Map(ApiRoutes api) => api.Get("/oauth2/@me", Handle, new RouteOptions { Scope = ScopeRule.Any });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var (house, caller) = (request.House, request.Caller);
        if (caller.Application is { } id)
        {
            var token = await house.Tokens.Authenticate(request.Http.Request.Headers.Authorization, request.Cancel);
            if (token?.ExpiresAt is not { } end || await house.UserRows.GetApplication(id, request.Cancel) is not { } known) return new Failure.Unauthorized();
            var user = caller.MayRead(Scopes.Identify) ? await house.Directory.Find(caller.User, request.Cancel) : null;
            return Answer(new CurrentAuthorizationPayload(await ApplicationAccess.Shown(house, known, request.Cancel), caller.Scopes, end, user));
        }

        if (!caller.IsBot) return new Failure.InvalidAccessToken();
        var application = await ApplicationAccess.OfCaller(request);
        if (!application.IsOk) return application.Failure;
        var shown = await ApplicationAccess.Shown(house, application.Value!, request.Cancel);
        return Answer(new CurrentAuthorizationPayload(shown, [Scopes.Bot], Never, shown.Bot));
    }

    private static ApiAnswer Answer(CurrentAuthorizationPayload shown) => ApiAnswer.Json(shown, ApplicationJson.Default.CurrentAuthorizationPayload);
}
