using Guildhall.Community.Edge;
using Guildhall.Community.Mail;
using Guildhall.Community.User;

namespace Guildhall.Community.Accounts;

/// <summary>POST /auth/verify: the token of a mail confirms the account's address. POST /auth/verify/resend: another mail.</summary>
public static class VerifyEmail
{
    public static void Map(ApiRoutes api)
    {
        api.Post("/auth/verify", Handle, new RouteOptions { IsOpen = true, ByAddress = true, Limit = 20, WindowSeconds = 60 });
        api.Post("/auth/verify/resend", Resend, new RouteOptions { PeopleOnly = true, Limit = 5, WindowSeconds = 600 });
    }

    /// <summary>Takes the token that has this hash; it works once.</summary>
    internal sealed record Confirm(byte[] Hash) : IUserCommand<MailTokens.Done>
    {
        public ValueTask<Result<MailTokens.Done>> Run(UserTurn turn)
        {
            var row = turn.State.Row;
            if (!MailTokens.Holds(row, row.VerifyToken, Hash, turn.Now)) return ValueTask.FromResult<Result<MailTokens.Done>>(new MailTokens.Done(false));
            turn.Put(row with { VerifiedEmail = row.Email, VerifyToken = null });
            turn.TellOwnSessions(DispatchCatalogue.UserUpdate, turn.State.Row.ShownToSelf(), PayloadJson.Default.SelfUserPayload);
            return ValueTask.FromResult<Result<MailTokens.Done>>(new MailTokens.Done(true));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var house = request.House;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var token = MailTokens.Field(form);
        if (form.Failure is { } invalid) return invalid;
        if (MailTokens.Read(token) is not var (user, hash) || await house.UserRows.Get(user, request.Cancel) is null) return MailTokens.Wrong(form);
        var confirmed = await house.Users.Ask(user, new Confirm(hash), CancellationToken.None);
        if (!confirmed.IsOk) return confirmed.Failure;
        if (!confirmed.Value!.IsDone) return MailTokens.Wrong(form);
        // What is remembered of the account's tokens says whether its address is verified.
        house.Tokens.ForgetAll(user);
        return ApiAnswer.Json(new EmailVerifiedPayload(user, null), AuthJson.Default.EmailVerifiedPayload);
    }

    private static async ValueTask<ApiAnswer> Resend(ApiRequest request)
    {
        var house = request.House;
        if (await house.UserRows.Get(request.Caller.User, request.Cancel) is not { } account) return new Failure.Unauthorized();
        if (account.Email is not { } address || account.HasVerifiedEmail) return ApiAnswer.NoContent;
        if (MailTokens.Refuse(house, address) is { } refused) return refused;
        return house.Accounts.Mail.TryAdd(new MailWish(MailPurpose.VerifyEmail, address)) ? ApiAnswer.NoContent : new Failure.Overloaded();
    }
}
