using Guildhall.Community.Edge;
using Guildhall.Community.User;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Accounts;

/// <summary>POST /auth/login: a new token for a username or e-mail address with its password. Unknown names take as long as wrong passwords.</summary>
public static class Login
{
    private const int LoginMax = 254;

    // Guessing one account's password from many addresses is slowed down too, whether there is such an account or not.
    private const int TriesPerName = 30;
    private const double TriesWindowSeconds = 300;
    private const int TriesBucket = 1;

    public static void Map(ApiRoutes api) => api.Post(
        "/auth/login",
        Handle,
        new RouteOptions { IsOpen = true, ByAddress = true, Limit = api.Limits.LoginsPerMinute, WindowSeconds = 60 });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var house = request.House;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var login = form.RequiredText("login", 1, LoginMax);
        var password = form.NullableText("password", 0, Limits.PasswordMax, trim: false).Value;
        if (string.IsNullOrEmpty(password)) form.Required("password");
        if (form.Failure is { } invalid) return invalid;

        var name = (ulong)login.ToLowerInvariant().GetHashCode(StringComparison.Ordinal);
        var tries = house.Accounts.Limits.Take(TriesBucket, name, 0, TriesPerName, TriesWindowSeconds);
        if (!tries.IsAllowed) return new Failure.RateLimited(tries.ResetAfter, false, "shared");
        // Twice: the hash may be renewed between the check and the token, by another login that came at the same time.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var account = login.Contains('@', StringComparison.Ordinal)
                ? await house.UserRows.GetByEmail(login, request.Cancel)
                : await house.UserRows.GetByName(login, request.Cancel);
            var check = await house.Accounts.Passwords.Check(account?.PasswordHash, password!, request.Cancel);
            if (!check.IsOk) return check.Failure;
            if (account is null || !check.Value!.IsRight) break;
            var user = account.Profile.Id;
            if (account.Mfa is not null) return MfaLogin.Ask(house, account);
            var (token, row) = TokenAuthenticator.Create(user, Register.Client(request), house.Time.GetUtcNow());
            var given = await house.Users.Ask(user, new GiveToken(account.PasswordHash!, row), request.Cancel);
            if (!given.IsOk) return given.Failure;
            if (!given.Value!.IsGiven) continue;
            if (check.Value.IsOutdated && await house.Accounts.Passwords.Hash(password!, request.Cancel) is { IsOk: true, Value: { } renewed })
                await house.Users.Ask(user, new RenewPasswordHash(account.PasswordHash!, renewed), request.Cancel);
            return ApiAnswer.Json(new AuthPayload(token, user), AuthJson.Default.AuthPayload);
        }

        form.Error("login", "INVALID_LOGIN", "Login or password is invalid.");
        form.Error("password", "INVALID_LOGIN", "Login or password is invalid.");
        return form.Failure!;
    }

    /// <summary>Whether the token is valid now.</summary>
    public sealed record TokenGiven(bool IsGiven);

    /// <summary>
    /// Stores a new token if the password that was checked is still the account's: in the user's own order, so that a change of
    /// the password takes this token too or keeps it from being given, and so does a second factor that was just turned on.
    /// </summary>
    public sealed record GiveToken(string CheckedHash, TokenRow Token, bool IsSecondStep = false) : IUserCommand<TokenGiven>
    {
        public ValueTask<Result<TokenGiven>> Run(UserTurn turn)
        {
            var isGiven = turn.State.Row.PasswordHash == CheckedHash && (IsSecondStep || turn.State.Row.Mfa is null);
            if (isGiven) turn.Row(new PutToken(Token));
            return ValueTask.FromResult<Result<TokenGiven>>(new TokenGiven(isGiven));
        }
    }

    /// <summary>Replaces a hash of an older kind, unless the password was changed meanwhile.</summary>
    public sealed record RenewPasswordHash(string Old, string New) : IUserCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            if (turn.State.Row.PasswordHash == Old) turn.Put(turn.State.Row with { PasswordHash = New });
            return ValueTask.FromResult<Result<Nothing>>(Nothing.Value);
        }
    }
}
