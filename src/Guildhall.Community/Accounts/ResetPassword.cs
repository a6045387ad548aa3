using Guildhall.Community.Edge;
using Guildhall.Community.Mail;
using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Accounts;

/// <summary>
/// POST /auth/forgot: a mail with a token, the same answer whether there is such an account or not. POST /auth/reset: the token and a new
/// password, which ends every session and token; an account with a second factor is asked for it before anything changes.
/// </summary>
public static class ResetPassword
{
    private const string Purpose = "accounts.reset-ticket.v1";
    private const int LoginMax = 254;
    private const int TicketMax = 1_024;
    private const int CodeMax = 32;

    public static void Map(ApiRoutes api)
    {
        var limit = new RouteOptions { IsOpen = true, ByAddress = true, Limit = 10, WindowSeconds = 300 };
        api.Post("/auth/forgot", Forgot, limit);
        api.Post("/auth/reset", Reset, limit);
    }

    /// <summary>Takes the token that has this hash, sets the password and deletes the account's tokens.</summary>
    internal sealed record Command(byte[] Hash, string PasswordHash) : IUserCommand<MailTokens.Done>
    {
        public ValueTask<Result<MailTokens.Done>> Run(UserTurn turn)
        {
            var row = turn.State.Row;
            if (!MailTokens.Holds(row, row.ResetToken, Hash, turn.Now)) return ValueTask.FromResult<Result<MailTokens.Done>>(new MailTokens.Done(false));
            // Whoever has the token reads the mail of the address: that it is theirs is shown by this too.
            turn.Put(row with { PasswordHash = PasswordHash, ResetToken = null, VerifiedEmail = row.Email });
            turn.Row(new DeleteTokensOf(turn.State.Id));
            return ValueTask.FromResult<Result<MailTokens.Done>>(new MailTokens.Done(true));
        }
    }

    private static async ValueTask<ApiAnswer> Forgot(ApiRequest request)
    {
        var house = request.House;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var login = form.RequiredText("login", 1, LoginMax);
        if (form.Failure is { } invalid) return invalid;
        if (MailTokens.Refuse(house, login) is { } refused) return refused;
        if (!house.Accounts.Mail.TryAdd(new MailWish(MailPurpose.ResetPassword, login))) return new Failure.Overloaded();
        return ApiAnswer.Json(new ForgotPayload("email"), AuthJson.Default.ForgotPayload);
    }

    private static async ValueTask<ApiAnswer> Reset(ApiRequest request)
    {
        var house = request.House;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var text = MailTokens.Field(form);
        var password = AccountFields.Password(form);
        var code = form.NullableText("code", 0, CodeMax).Value;
        var ticket = form.NullableText("ticket", 0, TicketMax).Value;
        var isBackup = form.NullableText("method", 0, CodeMax).Value == "backup";
        if (form.Failure is { } invalid) return invalid;
        if (MailTokens.Read(text) is not var (user, hash)
            || await house.UserRows.Get(user, request.Cancel) is not { } account
            || !MailTokens.Holds(account, account.ResetToken, hash, house.Time.GetUtcNow()))
            return MailTokens.Wrong(form);
        if (account.Mfa is not null)
        {
            if (string.IsNullOrEmpty(code))
                return ApiAnswer.Json(new MfaTicketPayload(user, Tickets.Of(house, Purpose, account)), AuthJson.Default.MfaTicketPayload);
            if ((await Tickets.Check(house, Purpose, ticket ?? "", request.Cancel))?.Profile.Id != user) return ManageMfa.WrongCode(form);
            if (MfaLogin.TooMany(house, user) is { } tooMany) return tooMany;
            if (!await SecondFactor.Take(house, account, code, isBackup)) return ManageMfa.WrongCode(form);
        }

        var hashed = await house.Accounts.Passwords.Hash(password, request.Cancel);
        if (!hashed.IsOk) return hashed.Failure;
        // From here on it is done to the end, though the caller may leave: a stored password without the revocation would be half of it.
        var changed = await house.Users.Ask(user, new Command(hash, hashed.Value!), CancellationToken.None);
        if (!changed.IsOk) return changed.Failure;
        if (!changed.Value!.IsDone) return MailTokens.Wrong(form);
        house.Tokens.ForgetAll(user);
        await house.Users.Ask(user, new EndSessions(null), CancellationToken.None);
        var (token, row) = TokenAuthenticator.Create(user, Register.Client(request), house.Time.GetUtcNow());
        var given = await house.Users.Ask(user, new Login.GiveToken(hashed.Value!, row, IsSecondStep: true), CancellationToken.None);
        if (!given.IsOk) return given.Failure;
        return given.Value!.IsGiven ? ApiAnswer.Json(new AuthPayload(token, user), AuthJson.Default.AuthPayload) : MailTokens.Wrong(form);
    }
}
