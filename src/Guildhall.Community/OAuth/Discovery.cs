using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Community.OAuth;

/// <summary>GET /.well-known/openid-configuration: where libraries of OpenID Connect find the rest.</summary>
internal static class Discovery
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder app, Func<string> publicUrl) => app.MapMethods("/.well-known/openid-configuration", Methods, http =>
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.AccessControlAllowOrigin = "*";
        return http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(Of(publicUrl()), OAuthJson.Default.DiscoveryPayload), http.RequestAborted).AsTask();
    });

    private static DiscoveryPayload Of(string house) => new(
        Issuer: house,
        AuthorizationEndpoint: $"{house}/oauth2/authorize",
        TokenEndpoint: $"{house}/api/oauth2/token",
        RevocationEndpoint: $"{house}/api/oauth2/token/revoke",
        UserinfoEndpoint: $"{house}/api/oauth2/userinfo",
        JwksUri: $"{house}/api/oauth2/keys",
        ScopesSupported: [Scopes.OpenId, Scopes.Identify, Scopes.Email],
        ResponseTypesSupported: ["code", "token"],
        GrantTypesSupported: ["authorization_code", "implicit", "refresh_token", "client_credentials"],
        SubjectTypesSupported: ["public"],
        IdTokenSigningAlgValuesSupported: ["RS256"],
        TokenEndpointAuthMethodsSupported: ["client_secret_basic", "client_secret_post", "none"],
        CodeChallengeMethodsSupported: ["S256"],
        ClaimsSupported: ["sub", "email", "email_verified", "preferred_username", "nickname", "picture", "locale"]);
}
