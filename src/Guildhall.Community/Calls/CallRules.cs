using Guildhall.Community.Guild;
using Guildhall.Community.PrivateChannels;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Calls;

/// <summary>Who may call whom: those who may write to each other, bots excepted. In a group nobody rings at who has blocked one.</summary>
internal static class CallRules
{
    /// <summary>True when a user may begin or join a call here.</summary>
    public static async ValueTask<bool> MayCall(GuildTurn turn, UserId user) => await Refusal(turn, user) is null;

    /// <summary>Why a user may not call here; null when it may.</summary>
    public static async ValueTask<Failure?> Refusal(GuildTurn turn, UserId user)
    {
        if (turn.State.Private!.Channel.Type is not (ChannelType.Dm or ChannelType.GroupDm) || IsBot(turn, user)) return new Failure.CannotExecuteOnChannelType();
        if (turn.State.Private.OtherThan(user) is { } other && IsBot(turn, other)) return new Failure.CannotMessageUser();
        return await PrivateDoor.Refusal(turn, user);
    }

    /// <summary>Those of some who may be rung at by a user.</summary>
    public static async ValueTask<IReadOnlyList<UserId>> Ringable(GuildTurn turn, UserId by, IEnumerable<UserId> users)
    {
        List<UserId> ringable = [];
        foreach (var user in users.Where(user => user != by && !IsBot(turn, user)))
        {
            var standing = await turn.Services.Users.Standing(by, user, CancellationToken.None);
            if (standing.Mine?.Type != RelationType.Blocked && standing.Theirs?.Type != RelationType.Blocked) ringable.Add(user);
        }

        return ringable;
    }

    private static bool IsBot(GuildTurn turn, UserId user) => turn.State.Users.TryGetValue(user, out var profile) && profile.Bot;
}
