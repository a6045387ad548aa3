using Guildhall.Community.Edge;
using Guildhall.Community.User;
using Guildhall.Community.User.Settings;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Relationships;

/// <summary>
/// Every change of what two users are to each other. The user with the smaller id decides it and stores both halves in one
/// transaction; then both users' actors are told.
/// </summary>
internal static class ChangeRelation
{
    public sealed record Command(UserId User, UserId Other, RelationWish Wish, string? Text) : IUserCommand<Nothing>
    {
        public async ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            await turn.Settled();
            var before = await turn.Services.Users.Standing(User, Other, CancellationToken.None);
            var decided = RelationRules.Decide(before, User, Other, Wish, Text, turn.Now);
            if (!decided.IsOk) return decided.Failure;
            var after = decided.Value!;
            if (Wish == RelationWish.Befriend && before.Mine is null or { Type: RelationType.None } && !await MayBeAsked(turn, before))
                return new Failure.FriendRequestsOff();
            if (await IsFull(turn, before.Mine, after.Mine) || await IsFull(turn, before.Theirs, after.Theirs))
                return new Failure.TooManyFriends(Limits.FriendsPerUser);
            Put(turn, User, Other, before.Mine, after.Mine);
            Put(turn, Other, User, before.Theirs, after.Theirs);
            return Nothing.Value;
        }

        private async ValueTask<bool> MayBeAsked(UserTurn turn, PairStanding before)
        {
            var settings = await SettingsRecord.Stored(turn.Services.Users, Other);
            if (settings.MayBeAsked(false, before.SharedGuilds.Count > 0)) return true;
            return settings.MayBeAsked(true, false) && await turn.Services.Users.HaveMutualFriend(User, Other, CancellationToken.None);
        }

        private static async ValueTask<bool> IsFull(UserTurn turn, RelationRow? before, RelationRow? after) =>
            after is not null && before?.Type != after.Type
            && await turn.Services.Users.CountRelations(after.User, after.Type, CancellationToken.None) >= Limits.FriendsPerUser;

        private static void Put(UserTurn turn, UserId user, UserId other, RelationRow? before, RelationRow? after)
        {
            if (before == after) return;
            turn.Row(after is null ? new DeleteRelation(user, other) : new PutRelation(after));
            turn.TellUser(user, new RelationChanged(other, before, after));
        }
    }

    /// <summary>Asks for a change of what a user that exists is to the caller.</summary>
    public static async ValueTask<ApiAnswer> Ask(ApiRequest request, UserId other, RelationWish wish, string? text = null)
    {
        var (house, self) = (request.House, request.Caller.User);
        if (other == self) return new Failure.NoFriendOfOneself();
        if (await house.Directory.Find(other, request.Cancel) is not { } profile) return new Failure.UnknownUser();
        if (wish == RelationWish.Befriend && profile.Bot) return new Failure.BotsHaveNoFriends();
        return ApiAnswer.Of(await house.Users.Ask(UserPair.Of(self, other).Low, new Command(self, other, wish, text), request.Cancel));
    }
}
