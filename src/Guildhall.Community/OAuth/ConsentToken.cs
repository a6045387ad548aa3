using Guildhall.Community.Edge;

namespace Guildhall.Community.OAuth;

/// <summary>
/// A user's token that a bot brings along in a body, to show that the user agrees. It must have been given to the bot's own application: another's
/// token is as good as none.
/// </summary>
internal static class ConsentToken
{
    /// <summary>Whose token it is, with the scope; null when it does not let the calling bot do that.</summary>
    public static async ValueTask<Result<UserId>> Owner(ApiRequest request, string token, string scope)
    {
        var identity = await request.House.Tokens.AuthenticateBearer(token, request.Cancel);
        if (identity is null || !request.Caller.IsBot || identity.Application?.Value != request.Caller.User.Value) return new Failure.InvalidAccessToken();
        return identity.Scopes.Contains(scope) ? identity.User : new Failure.MissingScope();
    }

    /// <summary>Why the token does not let the calling bot do that to this user; null when it does.</summary>
    public static async ValueTask<Failure?> Refuse(ApiRequest request, string token, UserId user, string scope)
    {
        var owner = await Owner(request, token, scope);
        if (!owner.IsOk) return owner.Failure;
        return owner.Value == user ? null : new Failure.InvalidAccessToken();
    }
}
