using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.PrivateChannels;

/// <summary>Who may write to whom: friends, and those who share a guild, unless one has blocked the other. Groups are open to all in them.</summary>
internal static class PrivateDoor
{
    /// <summary>Why a user may not write into the direct message now; null when it may.</summary>
    public static async ValueTask<Failure?> Refusal(GuildTurn turn, UserId user)
    {
        if (turn.State.Private!.OtherThan(user) is not { } other) return null;
        var standing = await turn.Services.Users.Standing(user, other, CancellationToken.None);
        return Decide(standing, IsBot(turn, user), IsBot(turn, other));
    }

    /// <summary>The decision, from values alone.</summary>
    public static Failure? Decide(PairStanding standing, bool isBot, bool otherIsBot)
    {
        if (isBot && otherIsBot) return new Failure.CannotMessageUser();
        if (standing.Mine?.Type == RelationType.Blocked || standing.Theirs?.Type == RelationType.Blocked) return new Failure.CannotMessageUser();
        if (standing.Mine?.Type == RelationType.Friend) return null;
        return standing.SharedGuilds.Count > 0 ? null : new Failure.NoMutualGuilds();
    }

    private static bool IsBot(GuildTurn turn, UserId user) => turn.State.Users.TryGetValue(user, out var profile) && profile.Bot;
}
