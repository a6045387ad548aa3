using System.Text.Json.Serialization;
using Guildhall.Community.Applications;
using Guildhall.Community.Webhooks;

namespace Guildhall.Community.OAuth;

/// <summary>POST /oauth2/token: what an application holds now. <paramref name="ExpiresIn"/> in seconds.</summary>
public sealed record AccessTokenPayload(string TokenType, string AccessToken, int ExpiresIn, string Scope)
{
    public string? RefreshToken { get; init; }

    /// <summary>Who the person is, signed; with the scope openid.</summary>
    public string? IdToken { get; init; }

    /// <summary>The guild that a bot was added to with this consent.</summary>
    public GuildPayload? Guild { get; init; }

    /// <summary>The webhook that was made with this consent.</summary>
    public WebhookPayload? Webhook { get; init; }
}

/// <summary>What a person lets an application do, as the person sees it.</summary>
public sealed record AuthorizationPayload(AuthorizationId Id, IReadOnlyList<string> Scopes, ApplicationPayload Application);

/// <summary>OAUTH2_TOKEN_DELETE: an application may no longer do anything for the person.</summary>
public sealed record AuthorizationEndedPayload(AuthorizationId Id, ApplicationId ApplicationId);

/// <summary>POST /applications/{application_id}/reset: the application's secret, shown this once.</summary>
public sealed record ApplicationSecretPayload(string Secret);

/// <summary>GET /oauth2/userinfo, as OpenID Connect names things.</summary>
public sealed record UserInfoPayload(string Sub)
{
    public string? Email { get; init; }

    public bool? EmailVerified { get; init; }

    public string? PreferredUsername { get; init; }

    public string? Nickname { get; init; }

    public string? Picture { get; init; }

    public string? Locale { get; init; }
}

/// <summary>GET /oauth2/keys.</summary>
public sealed record IdentityKeysPayload(IReadOnlyList<IdentityKeyPayload> Keys);

/// <summary>A public key that identity tokens are checked with (RFC 7517).</summary>
public sealed record IdentityKeyPayload(string Kty, string Use, string Kid, string N, string E, string Alg);

/// <summary>What an identity token says (OpenID Connect Core, 2). Moments are seconds since 1970.</summary>
public sealed record IdentityClaims(string Iss, string Sub, string Aud, long Iat, long Exp)
{
    public string? Nonce { get; init; }

    public string? Email { get; init; }

    public bool? EmailVerified { get; init; }

    public string? PreferredUsername { get; init; }
}

/// <summary>The head of an identity token.</summary>
public sealed record IdentityHead(string Alg, string Kid, string Typ);

/// <summary>/.well-known/openid-configuration: where everything is, for libraries of OpenID Connect.</summary>
public sealed record DiscoveryPayload(
    string Issuer,
    string AuthorizationEndpoint,
    string TokenEndpoint,
    string RevocationEndpoint,
    string UserinfoEndpoint,
    string JwksUri,
    IReadOnlyList<string> ScopesSupported,
    IReadOnlyList<string> ResponseTypesSupported,
    IReadOnlyList<string> GrantTypesSupported,
    IReadOnlyList<string> SubjectTypesSupported,
    IReadOnlyList<string> IdTokenSigningAlgValuesSupported,
    IReadOnlyList<string> TokenEndpointAuthMethodsSupported,
    IReadOnlyList<string> CodeChallengeMethodsSupported,
    IReadOnlyList<string> ClaimsSupported);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccessTokenPayload))]
[JsonSerializable(typeof(AuthorizationPayload))]
[JsonSerializable(typeof(IReadOnlyList<AuthorizationPayload>))]
[JsonSerializable(typeof(AuthorizationEndedPayload))]
[JsonSerializable(typeof(ApplicationSecretPayload))]
[JsonSerializable(typeof(UserInfoPayload))]
[JsonSerializable(typeof(IdentityKeysPayload))]
[JsonSerializable(typeof(IdentityClaims))]
[JsonSerializable(typeof(IdentityHead))]
[JsonSerializable(typeof(DiscoveryPayload))]
internal sealed partial class OAuthJson : JsonSerializerContext;
