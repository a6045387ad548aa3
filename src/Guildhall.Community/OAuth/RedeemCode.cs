using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.OAuth;

/// <summary>
/// An application changes a code into a token. A code that was changed already ends everything that came of it: one of the two who brought it
/// has stolen it (RFC 6749, 4.1.2).
/// </summary>
public sealed record RedeemCode(byte[] Hash, ApplicationId Application, string? RedirectUri, string? Verifier, FreshBearer Fresh) : IUserCommand<BearerOutcome>
{
    public async ValueTask<Result<BearerOutcome>> Run(UserTurn turn)
    {
        await turn.Settled();
        if (await turn.Services.Users.GetCode(Hash, CancellationToken.None) is not { } code || code.Application != Application) return BearerOutcome.Not("code");
        if (code.IsUsed)
        {
            var all = await turn.Services.Users.Bearers(code.User, code.Application, CancellationToken.None);
            return BearerOutcome.Not("code") with { Gone = Bearers.End(turn, code.Family, all) };
        }

        if (CodeRules.Refuse(code, Application, RedirectUri, Verifier, turn.Now) is { } wrong) return BearerOutcome.Not(wrong);
        turn.Row(new PutCode(code with { IsUsed = true }));
        var fresh = new BearerRow(
            Fresh.AccessHash, Fresh.RefreshHash, code.Family, code.User, code.Application, code.Scopes, turn.Now, Fresh.ExpiresAt);
        return new BearerOutcome(code.Scopes, null, await Bearers.Put(turn, fresh)) { Code = code };
    }
}
