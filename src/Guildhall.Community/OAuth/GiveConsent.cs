using Guildhall.Community.Applications;
using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.OAuth;

/// <summary>
/// A user lets an application do something: scopes of an earlier consent stay. With it goes the code that the application will bring, or (implicit
/// grant) the token itself.
/// </summary>
public sealed record GiveConsent(AuthorizationId Id, ApplicationPayload Application, IReadOnlyList<string> Scopes, CodeRow? Code, BearerRow? Bearer)
    : IUserCommand<BearerOutcome>
{
    /// <summary>Applications that one user may let do something.</summary>
    public const int Most = 1_000;

    public async ValueTask<Result<BearerOutcome>> Run(UserTurn turn)
    {
        await turn.Settled();
        var all = await turn.Services.Users.Authorizations(turn.State.Id, CancellationToken.None);
        var before = all.FirstOrDefault(row => row.Application == Application.Id);
        if (before is null && all.Count >= Most) return new Failure.TooManyInstalls(Most);
        var after = before is null
            ? new AuthorizationRow(Id, turn.State.Id, Application.Id, Scopes, turn.Now)
            : before with { Scopes = [.. before.Scopes.Union(Scopes)] };
        if (before is null || before.Scopes.Count < after.Scopes.Count)
        {
            turn.Row(new PutAuthorization(after));
            turn.TellOwnSessions(
                DispatchCatalogue.OAuth2TokenCreate, new AuthorizationPayload(after.Id, after.Scopes, Application), OAuthJson.Default.AuthorizationPayload, peopleOnly: true);
        }

        if (Code is not null) turn.Row(new PutCode(Code));
        var gone = Bearer is null ? [] : await Bearers.Put(turn, Bearer);
        return new BearerOutcome(Scopes, null, gone);
    }
}
