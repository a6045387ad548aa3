using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Accounts;

/// <summary>
/// POST /users/@me/mfa/totp/enable and …/disable: the second factor on and off. POST /auth/verify/view-backup-codes-challenge and
/// /users/@me/mfa/codes-verification: the backup codes, shown or made anew, for the password and then a code of the app.
/// </summary>
public static class ManageMfa
{
    private const string ViewPurpose = "accounts.view-codes.v1";
    private const string RegeneratePurpose = "accounts.regenerate-codes.v1";
    private const int SecretMax = 128;
    private const int CodeMax = 32;
    private const int NonceMax = 1_024;

    public static void Map(ApiRoutes api)
    {
        var limit = RouteOptions.Per(10, 60, "mfa") with { PeopleOnly = true };
        api.Post("/users/@me/mfa/totp/enable", HandleEnable, limit);
        api.Post("/users/@me/mfa/totp/disable", HandleDisable, limit);
        api.Post("/auth/verify/view-backup-codes-challenge", HandleChallenge, limit);
        api.Post("/users/@me/mfa/codes-verification", HandleCodes, limit);
    }

    internal static Failure WrongCode(Form form)
    {
        form.Error("code", "INVALID_MFA_CODE", "Invalid two-factor code");
        return form.Failure!;
    }

    private static async ValueTask<ApiAnswer> HandleEnable(ApiRequest request)
    {
        var house = request.House;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var password = AccountFields.Password(form);
        var key = Totp.KeyOf(form.RequiredText("secret", 1, SecretMax));
        var code = form.RequiredText("code", 1, CodeMax);
        if (key is null && form.Failure is null) form.Error("secret", "INVALID_MFA_SECRET", "Invalid two-factor secret");
        if (form.Failure is { } invalid) return invalid;
        if (await house.UserRows.Get(request.Caller.User, request.Cancel) is not { } account) return new Failure.Unauthorized();
        if (await RefusePassword(request, form, account, password) is { } wrong) return wrong;
        if (account.Mfa is not null)
        {
            form.Error("secret", "MFA_ALREADY_ENABLED", "This account already has a second factor.");
            return form.Failure!;
        }

        if (Totp.Match(key!, code, house.Time.GetUtcNow(), 0) is not { } step) return WrongCode(form);
        var secrets = new MfaSecrets(key!, SecondFactor.NewCodes());
        return await Store(request, form, account, SecondFactor.Sealed(house, secrets, step, null), secrets.Codes);
    }

    private static async ValueTask<ApiAnswer> HandleDisable(ApiRequest request)
    {
        var house = request.House;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var code = form.RequiredText("code", 1, CodeMax);
        if (form.Failure is { } invalid) return invalid;
        if (await TakeCode(request, form, code) is { } refused) return refused;
        if (await house.UserRows.Get(request.Caller.User, request.Cancel) is not { Mfa: not null } account) return WrongCode(form);
        return await Store(request, form, account, null, null);
    }

    private static async ValueTask<ApiAnswer> HandleChallenge(ApiRequest request)
    {
        var house = request.House;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var password = AccountFields.Password(read.Value!);
        if (read.Value!.Failure is { } invalid) return invalid;
        if (await house.UserRows.Get(request.Caller.User, request.Cancel) is not { } account) return new Failure.Unauthorized();
        if (await RefusePassword(request, read.Value, account, password) is { } wrong) return wrong;
        return ApiAnswer.Json(
            new CodesChallengePayload(Tickets.Of(house, ViewPurpose, account), Tickets.Of(house, RegeneratePurpose, account)), AuthJson.Default.CodesChallengePayload);
    }

    private static async ValueTask<ApiAnswer> HandleCodes(ApiRequest request)
    {
        var house = request.House;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var (code, nonce) = (form.RequiredText("key", 1, CodeMax), form.RequiredText("nonce", 1, NonceMax));
        var isNew = form.FlagOrAbsent("regenerate").Value;
        if (form.Failure is { } invalid) return invalid;
        var proven = await Tickets.Check(house, isNew ? RegeneratePurpose : ViewPurpose, nonce, request.Cancel);
        if (proven?.Profile.Id != request.Caller.User) form.Error("nonce", "INVALID_NONCE", "The nonce is not valid or has expired.");
        if (form.Failure is { } expired) return expired;
        if (await TakeCode(request, form, code) is { } refused) return refused;
        if (await house.UserRows.Get(request.Caller.User, request.Cancel) is not { Mfa: not null } account || SecondFactor.Secrets(house, account) is not { } secrets) return WrongCode(form);
        if (!isNew) return ApiAnswer.Json(new MfaChangedPayload(null, Shown(account, secrets.Codes)), AuthJson.Default.MfaChangedPayload);
        secrets = secrets with { Codes = SecondFactor.NewCodes() };
        return await Store(request, form, account, SecondFactor.Sealed(house, secrets, account.Mfa.LastStep, account.Mfa), secrets.Codes);
    }

    private static async ValueTask<Failure?> TakeCode(ApiRequest request, Form form, string code)
    {
        if (MfaLogin.TooMany(request.House, request.Caller.User) is { } tooMany) return tooMany;
        if (await request.House.UserRows.Get(request.Caller.User, request.Cancel) is not { } account) return new Failure.Unauthorized();
        return await SecondFactor.Take(request.House, account, code, isBackup: false) ? null : WrongCode(form);
    }

    private static async ValueTask<Failure?> RefusePassword(ApiRequest request, Form form, UserRow account, string password)
    {
        var check = await request.House.Accounts.Passwords.Check(account.PasswordHash, password, request.Cancel);
        if (!check.IsOk) return check.Failure;
        if (!check.Value!.IsRight) AccountFields.WrongPassword(form);
        return form.Failure;
    }

    private static async ValueTask<ApiAnswer> Store(ApiRequest request, Form form, UserRow account, MfaRecord? mfa, IReadOnlyList<BackupCode>? codes)
    {
        var user = account.Profile.Id;
        var stored = await request.House.Users.Ask(user, new SecondFactor.Replace(account.Mfa?.Version, mfa), CancellationToken.None);
        if (!stored.IsOk) return stored.Failure;
        if (!stored.Value!.IsDone) return WrongCode(form);
        // What is remembered of the account's tokens says whether it has a second factor.
        request.House.Tokens.ForgetAll(user);
        var token = request.Http.Request.Headers.Authorization.ToString();
        return ApiAnswer.Json(new MfaChangedPayload(token, codes is null ? null : Shown(account, codes)), AuthJson.Default.MfaChangedPayload);
    }

    private static BackupCodePayload[] Shown(UserRow account, IReadOnlyList<BackupCode> codes) =>
        [.. codes.Select(code => new BackupCodePayload(account.Profile.Id, code.Code, code.IsUsed))];
}
