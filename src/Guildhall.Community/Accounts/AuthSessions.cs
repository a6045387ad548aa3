using Guildhall.Community.Edge;
using Guildhall.Protocol;

namespace Guildhall.Community.Accounts;

/// <summary>GET /auth/sessions and POST /auth/sessions/logout: where the account is logged in, and logging some places out.</summary>
public static class AuthSessions
{
    private const int LogoutMax = 64;

    public static void Map(ApiRoutes api)
    {
        api.Get("/auth/sessions", List, new RouteOptions { PeopleOnly = true });
        api.Post("/auth/sessions/logout", LogOut, new RouteOptions { PeopleOnly = true });
    }

    private static async ValueTask<ApiAnswer> List(ApiRequest request)
    {
        var tokens = await request.House.UserRows.TokensOf(request.Caller.User, request.Cancel);
        var shown = tokens.Select(token => new AuthSessionPayload(
            Convert.ToHexStringLower(token.SecretHash), token.CreatedAt, new AuthClientPayload { Platform = token.Client }));
        return ApiAnswer.Json(new AuthSessionsPayload([.. shown]), AuthJson.Default.AuthSessionsPayload);
    }

    private static async ValueTask<ApiAnswer> LogOut(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var given = form.Texts("session_id_hashes", LogoutMax, 64);
        if (!given.IsPresent || given.Value.Count == 0) form.Required("session_id_hashes");
        if (form.Failure is { } invalid) return invalid;
        var tokens = await request.House.UserRows.TokensOf(request.Caller.User, request.Cancel);
        byte[][] hashes = [.. tokens.Select(token => token.SecretHash).Where(hash => given.Value.Contains(Convert.ToHexStringLower(hash)))];
        if (hashes.Length > 0) await Logout.Revoke(request, hashes);
        return ApiAnswer.NoContent;
    }
}
