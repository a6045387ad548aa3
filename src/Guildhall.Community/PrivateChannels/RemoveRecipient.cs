using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.PrivateChannels;

/// <summary>DELETE /channels/{channel_id}/recipients/{user_id}: the owner takes somebody out of a group; everybody may take out itself.</summary>
public static class RemoveRecipient
{
    public static void Map(ApiRoutes api) => api.Delete("/channels/{channel_id}/recipients/{user_id}", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(ChannelId Channel, UserId User, Caller Caller) : IGuildCommand<GroupLeft>, IAlsoInPrivate
    {
        public ValueTask<Result<GroupLeft>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<GroupLeft> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var house = turn.State.Private!;
            if (!house.IsGroup) return new Failure.CannotExecuteOnDm();
            if (User != Caller.User && house.Channel.Owner != Caller.User) return new Failure.MissingPermissions();
            if (!house.Recipients.ContainsKey(User)) return new Failure.InvalidRecipients();
            return new GroupLeft(GroupDeparture.Apply(turn, Caller.User, User, isSilent: false));
        }
    }

    /// <summary>True when nobody is left.</summary>
    public sealed record GroupLeft(bool IsGone);

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        var left = await request.House.Guilds.Ask(channel, new Command(channel, user, request.Caller), CancellationToken.None);
        if (left is { IsOk: true, Value.IsGone: true }) await GroupDeparture.DeleteFiles(request.House, channel);
        return ApiAnswer.Of(left);
    }
}
