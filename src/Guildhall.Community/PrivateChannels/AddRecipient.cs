using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.PrivateChannels;

/// <summary>
/// PUT /channels/{channel_id}/recipients/{user_id}: asks a friend into a group. In a direct message it makes a group of its two and
/// the friend.
/// </summary>
public static class AddRecipient
{
    public static void Map(ApiRoutes api) => api.Put("/channels/{channel_id}/recipients/{user_id}", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(ChannelId Channel, UserPayload User, string? Nick, Caller Caller) : IGuildCommand<Nothing>, IAlsoInPrivate
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var house = turn.State.Private!;
            if (!house.IsGroup) return new Failure.CannotExecuteOnDm();
            if (house.Recipients.ContainsKey(User.Id)) return Nothing.Value;
            if (house.Recipients.Count >= Limits.GroupRecipients) return new Failure.TooManyRecipients(Limits.GroupRecipients);
            turn.State.Users[User.Id] = User;
            var added = new RecipientChangedPayload(Channel, User, Nick);
            foreach (var other in house.Recipients.Keys)
                PrivateHouse.Tell(turn, other, DispatchCatalogue.ChannelRecipientAdd, added, PrivateJson.Default.RecipientChangedPayload);
            PrivateHouse.Put(turn, new RecipientRow(User.Id, turn.Now, IsOpen: true, Nick));
            turn.Log("PRIVATE_CHANNEL_UPDATE", LogFacts.Channel(Channel));
            PrivateHouse.TellChannel(turn, User.Id, DispatchCatalogue.ChannelCreate);
            PrivateNotices.Recipient(turn, MessageType.RecipientAdd, Caller.User, User);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var house = request.House;
        var channel = request.Id<ChannelId>("channel_id");
        var user = request.Id<UserId>("user_id");
        if (request.Failure is { } invalid) return invalid;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var nick = form.NullableText("nick", 1, Limits.NicknameMax).Value;
        var token = form.NullableText("access_token", 0, Limits.ContentMax).Value;
        if (form.Failure is { } wrong) return wrong;
        var shown = await house.Guilds.Ask(channel, new GetPrivateChannel.Command(channel, request.Caller), request.Cancel);
        if (!shown.IsOk) return shown.Failure;
        // A bot has no friends: it needs the person's own consent, a token with the scope gdm.join.
        if (request.Caller.IsBot && await OAuth.ConsentToken.Refuse(request, token ?? "", user, "gdm.join") is { } closed) return closed;
        if (await house.Directory.Find(user, request.Cancel) is not { } profile) return new Failure.UnknownUser();
        if (shown.Value!.Type == ChannelType.Dm && request.Caller.IsBot) return new Failure.CannotExecuteOnDm();
        if (shown.Value.Type == ChannelType.Dm) return await FromDm(request, shown.Value, user, nick);
        var isThere = user == request.Caller.User || shown.Value.Recipients.Any(other => other.Id == user);
        if (!isThere && !request.Caller.IsBot && await BeginGroup.MayBeAsked(house, request.Caller.User, user, request.Cancel) is { } refused) return refused;
        return ApiAnswer.Of(await house.Guilds.Ask(channel, new Command(channel, profile, nick, request.Caller), request.Cancel));
    }

    private static async ValueTask<ApiAnswer> FromDm(ApiRequest request, PrivateChannelPayload dm, UserId user, string? nick)
    {
        Dictionary<UserId, string> nicks = nick is null ? [] : new() { [user] = nick };
        UserId[] recipients = [.. dm.Recipients.Select(other => other.Id).Append(user).Distinct()];
        return ApiAnswer.Of(await BeginGroup.Of(request, recipients, nicks), PrivateJson.Default.PrivateChannelPayload, 201);
    }
}
