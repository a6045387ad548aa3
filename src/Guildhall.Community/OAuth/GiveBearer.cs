using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.OAuth;

/// <summary>An application takes a token for its own owner, by its secret (client credentials).</summary>
public sealed record GiveBearer(ApplicationId Application, IReadOnlyList<string> Scopes, Snowflake Family, FreshBearer Fresh) : IUserCommand<BearerOutcome>
{
    public async ValueTask<Result<BearerOutcome>> Run(UserTurn turn)
    {
        await turn.Settled();
        var fresh = new BearerRow(Fresh.AccessHash, Fresh.RefreshHash, Family, turn.State.Id, Application, Scopes, turn.Now, Fresh.ExpiresAt);
        return new BearerOutcome(Scopes, null, await Bearers.Put(turn, fresh));
    }
}
