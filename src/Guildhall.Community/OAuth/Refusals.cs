namespace Guildhall.Community.OAuth;

/// <summary>What the token routes say no with: the words of RFC 6749, 5.2, which clients look for.</summary>
internal static class Refusals
{
    public static Failure InvalidClient => new Failure.OAuthRefused("invalid_client", "Client authentication failed.");

    public static Failure InvalidScope => new Failure.OAuthRefused("invalid_scope", "The requested scope is invalid, unknown, or malformed.");

    public static Failure UnsupportedGrant =>
        new Failure.OAuthRefused("unsupported_grant_type", "Grant type is not supported.");

    public static Failure UnauthorizedClient => new Failure.OAuthRefused("unauthorized_client", "The client may not use this grant type.");

    public static Failure InvalidGrant(string what) => new Failure.OAuthRefused("invalid_grant", $"Invalid \"{what}\" in request.");

    public static Failure InvalidRequest(string why) => new Failure.OAuthRefused("invalid_request", why);
}
