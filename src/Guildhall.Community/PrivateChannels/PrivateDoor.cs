using Guildhall.Community.Guild;
using Guildhall.Community.User.Settings;
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
        var restricted = standing.Mine?.Type == RelationType.Friend
            ? null
            : (await SettingsRecord.Stored(turn.Services.Users, other)).RestrictedGuilds();
        return Decide(standing, IsBot(turn, user), IsBot(turn, other), turn.Now, restricted);
    }

    /// <summary>The decision, from values alone.</summary>
    /// <param name="standing">How the writer and the other stand to each other.</param>
    /// <param name="isBot">True when the writer is a bot.</param>
    /// <param name="otherIsBot">True when the other is one.</param>
    /// <param name="now">The moment; guilds may have stopped direct messages until some other.</param>
    /// <param name="restricted">Guilds that the other does not want to be written to from.</param>
    public static Failure? Decide(PairStanding standing, bool isBot, bool otherIsBot, DateTimeOffset now, IReadOnlySet<GuildId>? restricted = null)
    {
        if (isBot && otherIsBot) return new Failure.CannotMessageUser();
        if (standing.Mine?.Type == RelationType.Blocked || standing.Theirs?.Type == RelationType.Blocked) return new Failure.CannotMessageUser();
        if (standing.Mine?.Type == RelationType.Friend) return null;
        if (standing.SharedGuilds.Count == 0) return new Failure.NoMutualGuilds();
        // A guild that stops direct messages, or that the other does not want to be written to from, connects nobody; bots are not stopped.
        var isStoppable = !isBot && !otherIsBot;
        var isConnected = standing.SharedGuilds.Any(guild =>
            restricted?.Contains(guild) != true
            && !(isStoppable && standing.StoppedUntil.TryGetValue(guild, out var until) && until > now));
        return isConnected ? null : new Failure.CannotMessageUser();
    }

    private static bool IsBot(GuildTurn turn, UserId user) => turn.State.Users.TryGetValue(user, out var profile) && profile.Bot;
}
