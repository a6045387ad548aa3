using Guildhall.Community.User;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Relationships;

/// <summary>Friends see each other's presence without a guild between them: each tells those who are online.</summary>
internal static class FriendPresences
{
    /// <summary>Tells every friend who is online what the user shows now.</summary>
    public static void Tell(UserTurn turn, PresencePayload shown)
    {
        foreach (var friend in Online(turn)) turn.TellUser(friend, new FriendPresenceChanged(turn.State.Id, shown));
    }

    /// <summary>Tells one friend.</summary>
    public static void TellOne(UserTurn turn, UserId friend)
    {
        if (turn.Services.Sessions.HasAny(friend))
            turn.TellUser(friend, new FriendPresenceChanged(turn.State.Id, Presence.UserPresence.Of(turn.State)));
    }

    /// <summary>Asks every friend who is online what it shows.</summary>
    public static void Ask(UserTurn turn)
    {
        foreach (var friend in Online(turn)) turn.TellUser(friend, new AskFriendPresence(turn.State.Id));
    }

    private static IEnumerable<UserId> Online(UserTurn turn) =>
        turn.State.Relations is { } relations
            ? relations.Values.Where(row => row.Type == RelationType.Friend && turn.Services.Sessions.HasAny(row.Other)).Select(row => row.Other)
            : [];
}

/// <summary>A friend shows something else. Who is no friend any more is not heard.</summary>
public sealed record FriendPresenceChanged(UserId Friend, PresencePayload Presence) : IUserCommand
{
    public async ValueTask RunOn(UserTurn turn)
    {
        if (turn.State.Sessions.Count == 0) return;
        var relations = await RelationMemory.Of(turn);
        if (!relations.TryGetValue(Friend, out var relation) || relation.Type != RelationType.Friend) return;
        if (Presence.Status != "offline") (turn.State.FriendPresences ??= [])[Friend] = Presence;
        else if (turn.State.FriendPresences?.Remove(Friend) != true) return;
        turn.TellOwnSessions(
            DispatchCatalogue.PresenceUpdate, Presence with { GuildId = null }, PayloadJson.Default.PresencePayload, peopleOnly: true);
    }
}

/// <summary>A friend has come online and asks what the user shows.</summary>
public sealed record AskFriendPresence(UserId Friend) : IUserCommand
{
    public async ValueTask RunOn(UserTurn turn)
    {
        var relations = await RelationMemory.Of(turn);
        if (relations.TryGetValue(Friend, out var relation) && relation.Type == RelationType.Friend) FriendPresences.TellOne(turn, Friend);
    }
}
