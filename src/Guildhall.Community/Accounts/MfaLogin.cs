using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Accounts;

/// <summary>POST /auth/mfa/{authenticator_type}: the second step of a login, with the ticket of the first and a code of the app (totp) or a backup code (backup).</summary>
public static class MfaLogin
{
    private const string Purpose = "accounts.login-ticket.v1";
    private const int TicketMax = 1_024;
    private const int CodeMax = 32;
    private const int TriesPerAccount = 10;
    private const double TriesWindowSeconds = 300;
    private const int TriesBucket = 2;

    public static void Map(ApiRoutes api)
    {
        var limit = new RouteOptions { IsOpen = true, ByAddress = true, Limit = api.Limits.LoginsPerMinute, WindowSeconds = 60, Bucket = "mfa-login" };
        api.Post("/auth/mfa/totp", request => Handle(request, isBackup: false), limit);
        api.Post("/auth/mfa/backup", request => Handle(request, isBackup: true), limit);
    }

    /// <summary>Asks for the second factor after a right password.</summary>
    internal static ApiAnswer Ask(CommunityServices house, UserRow account) =>
        ApiAnswer.Json(new MfaTicketPayload(account.Profile.Id, Tickets.Of(house, Purpose, account)), AuthJson.Default.MfaTicketPayload);

    /// <summary>Null while an account may still be tried; six digits are guessed in a day otherwise.</summary>
    internal static Failure? TooMany(CommunityServices house, UserId user)
    {
        var tries = house.Accounts.Limits.Take(TriesBucket, user.Number, 0, TriesPerAccount, TriesWindowSeconds);
        return tries.IsAllowed ? null : new Failure.RateLimited(tries.ResetAfter, false, "user");
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request, bool isBackup)
    {
        var house = request.House;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var ticket = form.RequiredText("ticket", 1, TicketMax);
        var code = form.RequiredText("code", 1, CodeMax);
        if (form.Failure is { } invalid) return invalid;
        if (await Tickets.Check(house, Purpose, ticket, request.Cancel) is not { } account)
        {
            form.Error("ticket", "INVALID_MFA_TICKET", "The ticket is not valid or has expired.");
            return form.Failure!;
        }

        if (TooMany(house, account.Profile.Id) is { } tooMany) return tooMany;
        if (!await SecondFactor.Take(house, account, code, isBackup)) return ManageMfa.WrongCode(form);
        var (token, row) = TokenAuthenticator.Create(account.Profile.Id, Register.Client(request), house.Time.GetUtcNow());
        var given = await house.Users.Ask(account.Profile.Id, new Login.GiveToken(account.PasswordHash!, row, IsSecondStep: true), request.Cancel);
        if (!given.IsOk) return given.Failure;
        return given.Value!.IsGiven ? ApiAnswer.Json(new AuthPayload(token, account.Profile.Id), AuthJson.Default.AuthPayload) : ManageMfa.WrongCode(form);
    }
}
