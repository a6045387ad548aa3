using Guildhall.Community.Edge;

namespace Guildhall.Community.OAuth;

/// <summary>The part of the API's table of contents that applications get their rights by.</summary>
internal static class OAuthRoutes
{
    public static void Map(ApiRoutes api)
    {
        Authorize.Map(api);
        GetToken.Map(api);
        RevokeToken.Map(api);
        CurrentAuthorization.Map(api);
        OwnAuthorizations.Map(api);
        UserInfo.Map(api);
        ResetSecret.Map(api);
        Roles.Linked.ConfigureLinkedRole.Map(api);
        Roles.Linked.TakeLinkedRole.Map(api);
    }
}
