using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.PrivateChannels;
using Guildhall.Community.Relationships;
using Guildhall.Community.User;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Accounts;

/// <summary>
/// POST /users/@me/delete: the account is gone, with its tokens, its e-mail address, its relations, settings, read states, applications and pictures.
/// What it wrote stays, by a deleted user. The account itself goes last: a deletion that breaks off can be asked for again.
/// </summary>
public static class DeleteAccount
{
    public static void Map(ApiRoutes api) => api.Post("/users/@me/delete", Handle, new RouteOptions { PeopleOnly = true, Limit = 5, WindowSeconds = 60 });

    /// <summary>Whether a user owns a guild.</summary>
    public sealed record OwnershipQuestion(UserId User) : IGuildCommand<Ownership>
    {
        public ValueTask<Result<Ownership>> Run(GuildTurn turn) =>
            ValueTask.FromResult<Result<Ownership>>(new Ownership(turn.State.Guild.OwnerId == User));
    }

    public sealed record Ownership(bool IsOwner);

    /// <summary>Deletes the rows of an account whose password is still the one that was checked, and ends its sessions.</summary>
    public sealed record Erase(string? CheckedHash) : IUserCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            if (turn.State.Row.PasswordHash != CheckedHash) return ValueTask.FromResult<Result<Nothing>>(new Failure.Unauthorized());
            var user = turn.State.Id;
            turn.Row(new DeleteUser(user));
            Cluster.Relay.SessionRef[] sessions = [.. turn.State.Sessions.Select(open => open.Session.Session)];
            turn.Effect(cancel => turn.Services.Relay.Close(sessions, GatewayCloseCode.AuthenticationFailed, cancel));
            turn.BeforeAnswer(() => turn.Services.Directory.Forget(user));
            turn.End();
            return ValueTask.FromResult<Result<Nothing>>(Nothing.Value);
        }
    }

    /// <summary>Told to the guilds and private channels that knew an account which is gone: they show a deleted user in its place.</summary>
    public sealed record Erased(UserId User) : IGuildCommand
    {
        public ValueTask RunOn(GuildTurn turn)
        {
            if (turn.State.Users.ContainsKey(User)) turn.State.Users[User] = GuildState.DeletedUser(User);
            turn.Logs.TouchAll();
            turn.Welcome.Changed();
            return ValueTask.CompletedTask;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var (house, user) = (request.House, request.Caller.User);
        var account = await OwnPassword.Check(request);
        if (!account.IsOk) return account.Failure;
        var guilds = await house.GuildRows.GuildsOfUser(user, request.Cancel);
        foreach (var guild in guilds)
        {
            var owned = await house.Guilds.Ask(guild, new OwnershipQuestion(user), request.Cancel);
            if (owned is { IsOk: true, Value.IsOwner: true }) return new Failure.OwnsGuilds();
        }

        // From here on to the end, though the caller may leave.
        foreach (var application in await house.UserRows.ApplicationsOf(user, CancellationToken.None)) await Applications.DeleteApplication.Delete(house, application);
        foreach (var guild in guilds) await house.Guilds.Ask(guild, new Guilds.LeaveGuild.Command(request.Caller), CancellationToken.None);
        var channels = await LeavePrivately(house, request.Caller);
        foreach (var relation in await house.UserRows.Relations(user, CancellationToken.None))
        {
            var change = new ChangeRelation.Command(user, relation.Other, RelationWish.Remove, null);
            await house.Users.Ask(UserPair.Of(user, relation.Other).Low, change, CancellationToken.None);
        }

        var erased = await house.Users.Ask(user, new Erase(account.Value!.PasswordHash), CancellationToken.None);
        if (!erased.IsOk) return erased.Failure;
        house.Tokens.ForgetAll(user);
        house.Exports.DropAll(job => job.Requester == user);
        foreach (var place in guilds.Concat(channels.Select(channel => new GuildId(channel.Value)))) await house.Guilds.Tell(place, new Erased(user), CancellationToken.None);
        string[] folders = [$"avatars/{user}", $"banners/{user}", .. guilds.Select(guild => $"guilds/{guild}/users/{user}")];
        foreach (var folder in folders) await house.Blobs.DeleteFolder(folder, CancellationToken.None);
        return ApiAnswer.NoContent;
    }

    private static async ValueTask<IReadOnlyList<ChannelId>> LeavePrivately(CommunityServices house, Caller caller)
    {
        List<ChannelId> left = [];
        foreach (var view in await house.GuildRows.PrivateChannelsOf(caller.User, PrivateLists.Shown, CancellationToken.None))
        {
            var channel = view.Channel.Id;
            var gone = await house.Guilds.Ask(channel, new LeavePrivateChannel.Command(channel, Silent: true, caller), CancellationToken.None);
            if (gone is { IsOk: true, Value.IsGone: true }) await GroupDeparture.DeleteFiles(house, channel);
            else left.Add(channel);
        }

        return left;
    }
}
