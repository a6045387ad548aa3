using Guildhall.Community.User;
using Guildhall.Protocol;

namespace Guildhall.Community.Accounts;

/// <summary>Tokens were revoked: the sessions that were opened with them end with 4004 and cannot be resumed.</summary>
/// <param name="TokenKeys">The tokens (<see cref="Edge.TokenAuthenticator.KeyOf"/>); null for all.</param>
/// <param name="Except">A token whose sessions stay.</param>
public sealed record EndSessions(IReadOnlyList<ulong>? TokenKeys, ulong? Except = null) : IUserCommand<Nothing>
{
    public ValueTask<Result<Nothing>> Run(UserTurn turn)
    {
        Cluster.Relay.SessionRef[] ended =
        [
            .. turn.State.Sessions
                .Where(open => (TokenKeys is null || TokenKeys.Contains(open.TokenKey)) && (open.TokenKey != Except))
                .Select(open => open.Session.Session),
        ];
        turn.Effect(cancel => turn.Services.Relay.Close(ended, GatewayCloseCode.AuthenticationFailed, cancel));
        return ValueTask.FromResult<Result<Nothing>>(Nothing.Value);
    }
}
