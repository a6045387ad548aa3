using Guildhall.Community.User;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Relationships;

/// <summary>What another is to the user has changed and is stored: told to the user's own sessions.</summary>
public sealed record RelationChanged(UserId Other, RelationRow? Before, RelationRow? After) : IUserCommand
{
    public async ValueTask RunOn(UserTurn turn)
    {
        await RelationMemory.Note(turn, Other, After);
        if (After?.Type == RelationType.Friend) FriendPresences.TellOne(turn, Other);
        else turn.State.FriendPresences?.Remove(Other);
        if (After is null)
        {
            turn.TellOwnSessions(
                DispatchCatalogue.RelationshipRemove, PartialRelationshipPayload.Of(Before!), RelationJson.Default.PartialRelationshipPayload, peopleOnly: true);
            return;
        }

        if (Before?.Type == After.Type)
        {
            turn.TellOwnSessions(
                DispatchCatalogue.RelationshipUpdate, PartialRelationshipPayload.Of(After), RelationJson.Default.PartialRelationshipPayload, peopleOnly: true);
            return;
        }

        var shown = (await RelationshipPayload.Of([After], turn.Services.Directory, CancellationToken.None))[0];
        var isNews = !After.IsIgnored && (After.Type == RelationType.IncomingRequest || (After.Type == RelationType.Friend && Before?.Type == RelationType.OutgoingRequest));
        turn.TellOwnSessions(
            DispatchCatalogue.RelationshipAdd, shown with { ShouldNotify = isNews ? true : null }, RelationJson.Default.RelationshipPayload, peopleOnly: true);
    }
}
