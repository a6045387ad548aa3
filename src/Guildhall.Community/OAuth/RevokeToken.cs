using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.OAuth;

/// <summary>
/// POST /oauth2/token/revoke: an application gives up a token, and with it all that it holds for that user. A token that is none of its own is
/// left alone, and the answer does not tell (RFC 7009, 2.2).
/// </summary>
public static class RevokeToken
{
    public static void Map(ApiRoutes api) =>
        api.Post("/oauth2/token/revoke", Handle, new RouteOptions { IsOpen = true, ByAddress = true, Limit = 50, WindowSeconds = 10 });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var house = request.House;
        var read = await OAuthForm.Read(request);
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var client = await form.Client(request, orPublic: true);
        if (!client.IsOk) return client.Failure;
        if (form["token"] is not { } token) return Refusals.InvalidRequest("The field token is missing.");
        var hash = GetToken.HashOf(token);
        var row = await house.UserRows.GetBearer(hash, request.Cancel) ?? await house.UserRows.GetRefresh(hash, request.Cancel);
        if (row is not null && row.Application == client.Value!.Id) await End(house, row.User, row.Application);
        return ApiAnswer.Bytes("{}"u8.ToArray());
    }

    /// <summary>Ends all that an application may do for a user, everywhere at once.</summary>
    internal static async ValueTask<AuthorizationRow?> End(CommunityServices house, UserId user, ApplicationId application)
    {
        var ended = await house.Users.Ask(user, new EndAuthorization(application), CancellationToken.None);
        house.Tokens.ForgetBearers(user, application);
        if (ended.Value?.Was is not { } was) return null;
        if (await house.UserRows.GetApplication(application, CancellationToken.None) is { } known && await house.Directory.Find(user, CancellationToken.None) is { } profile)
            await Applications.Events.ApplicationEvents.TellDeauthorized(house, known, profile);
        return was;
    }
}
