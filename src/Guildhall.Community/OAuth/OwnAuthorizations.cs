using Guildhall.Community.Applications;
using Guildhall.Community.Applications.Installs;
using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.OAuth;

/// <summary>
/// GET /oauth2/tokens, GET /oauth2/tokens/{token_id} and GET /oauth2/applications/{application_id}/tokens: what the caller lets applications do.
/// DELETE /oauth2/tokens/{token_id}: takes it back, with every token and with the application itself where the user had it for itself.
/// </summary>
public static class OwnAuthorizations
{
    private const int ApplicationsMax = 50;

    public static void Map(ApiRoutes api)
    {
        var people = new RouteOptions { PeopleOnly = true };
        api.Get("/oauth2/tokens", HandleList, people);
        api.Get("/oauth2/applications/{application_id}/tokens", HandleOfApplication, people);
        api.Get("/oauth2/tokens/{token_id}", HandleOne, people);
        api.Delete("/oauth2/tokens/{token_id}", HandleDelete, new RouteOptions { PeopleOnly = true, Limit = 20, WindowSeconds = 20 });
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        List<ApplicationId> wanted = [];
        foreach (var text in request.QueryAll("application_ids").SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries)).Take(ApplicationsMax))
        {
            if (Snowflake.TryParse(text, out var id)) wanted.Add(new ApplicationId(id));
            else request.Error("application_ids", "NUMBER_TYPE_COERCE", $"Value \"{text}\" is not snowflake.");
        }

        if (request.Failure is { } invalid) return invalid;
        return await Answer(request, row => wanted.Count == 0 || wanted.Contains(row.Application));
    }

    private static async ValueTask<ApiAnswer> HandleOfApplication(ApiRequest request)
    {
        var application = request.Id<ApplicationId>("application_id");
        if (request.Failure is { } invalid) return invalid;
        return await Answer(request, row => row.Application == application);
    }

    private static async ValueTask<ApiAnswer> Answer(ApiRequest request, Func<AuthorizationRow, bool> isWanted)
    {
        List<AuthorizationPayload> shown = [];
        foreach (var row in (await request.House.UserRows.Authorizations(request.Caller.User, request.Cancel)).Where(isWanted))
        {
            if (await Shown(request, row) is { } one) shown.Add(one);
        }

        return ApiAnswer.Json<IReadOnlyList<AuthorizationPayload>>(shown, OAuthJson.Default.IReadOnlyListAuthorizationPayload);
    }

    private static async ValueTask<ApiAnswer> HandleOne(ApiRequest request)
    {
        var found = await Find(request);
        if (!found.IsOk) return found.Failure;
        return await Shown(request, found.Value!) is { } shown ? ApiAnswer.Json(shown, OAuthJson.Default.AuthorizationPayload) : new Failure.UnknownAuthorization();
    }

    private static async ValueTask<ApiAnswer> HandleDelete(ApiRequest request)
    {
        var found = await Find(request);
        if (!found.IsOk) return found.Failure;
        await RevokeToken.End(request.House, request.Caller.User, found.Value!.Application);
        return ApiAnswer.Of(await request.House.Users.Ask(request.Caller.User, new UserInstalls.Remove(found.Value.Application), CancellationToken.None));
    }

    private static async ValueTask<Result<AuthorizationRow>> Find(ApiRequest request)
    {
        var id = request.Id<AuthorizationId>("token_id");
        if (request.Failure is { } invalid) return invalid;
        var all = await request.House.UserRows.Authorizations(request.Caller.User, request.Cancel);
        return all.FirstOrDefault(row => row.Id == id) is { } found ? found : new Failure.UnknownAuthorization();
    }

    private static async ValueTask<AuthorizationPayload?> Shown(ApiRequest request, AuthorizationRow row) =>
        await request.House.UserRows.GetApplication(row.Application, request.Cancel) is { } application
            ? new AuthorizationPayload(row.Id, row.Scopes, await ApplicationAccess.Shown(request.House, application, request.Cancel))
            : null;
}
