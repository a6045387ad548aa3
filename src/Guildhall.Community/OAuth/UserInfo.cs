using Guildhall.Community.Edge;

namespace Guildhall.Community.OAuth;

/// <summary>GET /oauth2/userinfo: who the token's user is, as OpenID Connect says it. GET /oauth2/keys: what identity tokens are checked with.</summary>
public static class UserInfo
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/oauth2/userinfo", Handle, new RouteOptions { Scope = Scopes.OpenId });
        api.Get("/oauth2/keys", HandleKeys, new RouteOptions { IsOpen = true, ByAddress = true, Scope = ScopeRule.Any });
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var (house, caller) = (request.House, request.Caller);
        if (await house.UserRows.Get(caller.User, request.Cancel) is not { } row) return new Failure.Unauthorized();
        var (isNamed, isMailed) = (caller.MayRead(Scopes.Identify), caller.MayRead(Scopes.Email));
        var profile = row.Profile;
        return ApiAnswer.Json(
            new UserInfoPayload(profile.Id.ToString())
            {
                Email = isMailed ? row.Email : null,
                EmailVerified = isMailed && row.Email is not null ? row.HasVerifiedEmail : null,
                PreferredUsername = isNamed ? profile.Username : null,
                Nickname = isNamed ? profile.GlobalName : null,
                Picture = isNamed && profile.Avatar is { } hash ? $"{house.Options.PublicUrl()}/avatars/{profile.Id}/{hash}.png" : null,
                Locale = isNamed ? row.Locale : null,
            },
            OAuthJson.Default.UserInfoPayload);
    }

    private static ValueTask<ApiAnswer> HandleKeys(ApiRequest request) =>
        ValueTask.FromResult(ApiAnswer.Json(new IdentityKeysPayload([request.House.Identity.Public]), OAuthJson.Default.IdentityKeysPayload));
}
