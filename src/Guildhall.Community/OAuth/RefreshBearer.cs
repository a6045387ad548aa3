using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.OAuth;

/// <summary>
/// An application changes its refresh token into new tokens; the old ones end. One that was changed already ends the whole family. Fewer scopes
/// may be asked for than before, and stay fewer; more may not.
/// </summary>
public sealed record RefreshBearer(byte[] Hash, ApplicationId Application, IReadOnlyList<string>? Scopes, FreshBearer Fresh) : IUserCommand<BearerOutcome>
{
    public async ValueTask<Result<BearerOutcome>> Run(UserTurn turn)
    {
        await turn.Settled();
        var users = turn.Services.Users;
        if (await users.GetRefresh(Hash, CancellationToken.None) is not { } row || row.Application != Application) return BearerOutcome.Not("refresh_token");
        if (row.IsSpent)
        {
            var all = await users.Bearers(row.User, row.Application, CancellationToken.None);
            return BearerOutcome.Not("refresh_token") with { Gone = Bearers.End(turn, row.Family, all) };
        }

        if (Scopes is not null && Scopes.Except(row.Scopes).Any()) return BearerOutcome.Not("scope") with { IsTooMuch = true };
        turn.Row(new PutBearer(row with { IsSpent = true }));
        var fresh = new BearerRow(
            Fresh.AccessHash, Fresh.RefreshHash, row.Family, row.User, row.Application, Scopes ?? row.Scopes, turn.Now, Fresh.ExpiresAt);
        var gone = await Bearers.Put(turn, fresh);
        return new BearerOutcome(fresh.Scopes, null, [.. gone, row.AccessHash]);
    }
}
