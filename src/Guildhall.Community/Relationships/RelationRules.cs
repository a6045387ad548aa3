using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Relationships;

/// <summary>What a user wants another to be.</summary>
public enum RelationWish
{
    /// <summary>Asks for friendship, or accepts what the other has asked for.</summary>
    Befriend,
    Block,

    /// <summary>Ends a friendship, takes back or declines a request, unblocks.</summary>
    Remove,
    Nickname,
    Ignore,
    Unignore,
}

/// <summary>The two halves of what two users are to each other; null for nothing.</summary>
public sealed record RelationPair(RelationRow? Mine, RelationRow? Theirs);

/// <summary>The decisions on relationships: values in, value out.</summary>
public static class RelationRules
{
    /// <summary>What becomes of the two halves when a user wishes something.</summary>
    /// <param name="before">As they stand.</param>
    /// <param name="user">Who wishes.</param>
    /// <param name="other">Of whom.</param>
    /// <param name="wish">What.</param>
    /// <param name="text">The nickname, or the note of a request; null for none.</param>
    /// <param name="now">The moment.</param>
    public static Result<RelationPair> Decide(PairStanding before, UserId user, UserId other, RelationWish wish, string? text, DateTimeOffset now)
    {
        var (mine, theirs) = (before.Mine, before.Theirs);
        var row = mine ?? new RelationRow { User = user, Other = other, Type = RelationType.None };
        switch (wish)
        {
            case RelationWish.Befriend:
                return Befriend(before, user, other, text, now);
            case RelationWish.Block:
                var blocked = new RelationRow { User = user, Other = other, Type = RelationType.Blocked, Since = mine?.Type == RelationType.Blocked ? mine.Since : now };
                return new RelationPair(blocked, theirs?.Type == RelationType.Blocked ? theirs : Without(theirs));
            case RelationWish.Remove when mine is null or { Type: RelationType.None }:
                return new RelationPair(mine, theirs);
            case RelationWish.Remove:
                return new RelationPair(Without(mine), mine.Type == RelationType.Blocked ? theirs : Without(theirs));
            case RelationWish.Nickname when mine?.Type != RelationType.Friend:
                return new Failure.NotFriends();
            case RelationWish.Nickname:
                return new RelationPair(row with { Nickname = text }, theirs);
            case RelationWish.Ignore:
                return new RelationPair(row with { IsIgnored = true }, theirs);
            case RelationWish.Unignore:
                return new RelationPair(mine is null or { Type: RelationType.None } ? null : mine with { IsIgnored = false }, theirs);
            default:
                throw new System.Diagnostics.UnreachableException(wish.ToString());
        }
    }

    private static Result<RelationPair> Befriend(PairStanding before, UserId user, UserId other, string? note, DateTimeOffset now)
    {
        var (mine, theirs) = (before.Mine, before.Theirs);
        if (mine?.Type == RelationType.Friend) return new Failure.AlreadyFriends();
        if (mine?.Type == RelationType.Blocked || theirs?.Type == RelationType.Blocked) return new Failure.FriendRequestBlocked();
        if (mine?.Type == RelationType.OutgoingRequest) return new RelationPair(mine, theirs);
        if (mine?.Type == RelationType.IncomingRequest) return new RelationPair(Friend(user, other, mine), Friend(other, user, theirs));
        var isStranger = before.SharedGuilds.Count == 0;
        return new RelationPair(
            new RelationRow { User = user, Other = other, Type = RelationType.OutgoingRequest, Since = now, IsIgnored = mine?.IsIgnored ?? false },
            new RelationRow
            {
                User = other,
                Other = user,
                Type = RelationType.IncomingRequest,
                Since = now,
                IsIgnored = theirs?.IsIgnored ?? false,
                IsStranger = isStranger,
                Note = note,
            });

        RelationRow Friend(UserId self, UserId friend, RelationRow? was) =>
            new() { User = self, Other = friend, Type = RelationType.Friend, Since = now, IsIgnored = was?.IsIgnored ?? false };
    }

    // Ignoring somebody outlasts what else one was to them.
    private static RelationRow? Without(RelationRow? row) =>
        row is { IsIgnored: true } ? new RelationRow { User = row.User, Other = row.Other, Type = RelationType.None, IsIgnored = true } : null;
}
