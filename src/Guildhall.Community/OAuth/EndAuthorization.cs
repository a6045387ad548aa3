using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.OAuth;

/// <summary>An application may no longer do anything for the user: every code and token ends. Answers whether there was something to end.</summary>
public sealed record EndAuthorization(ApplicationId Application) : IUserCommand<EndAuthorization.Ended>
{
    /// <param name="Was">What the user had let it do; null for nothing.</param>
    public sealed record Ended(AuthorizationRow? Was);

    public async ValueTask<Result<Ended>> Run(UserTurn turn)
    {
        await turn.Settled();
        var was = (await turn.Services.Users.Authorizations(turn.State.Id, CancellationToken.None)).FirstOrDefault(row => row.Application == Application);
        turn.Row(new DeleteAuthorization(turn.State.Id, Application));
        if (was is not null)
        {
            turn.TellOwnSessions(
                DispatchCatalogue.OAuth2TokenDelete, new AuthorizationEndedPayload(was.Id, Application), OAuthJson.Default.AuthorizationEndedPayload, peopleOnly: true);
        }

        return new Ended(was);
    }
}
