using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Reactions;

/// <summary>
/// DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me, and …/{user_id} for another's, which needs MANAGE_MESSAGES.
/// </summary>
public static class RemoveReaction
{
    private const string Path = "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}";

    public static void Map(ApiRoutes api)
    {
        api.Delete(Path + "/@me", HandleOwn, RouteOptions.Per(10, 2, "reactions"));
        api.Delete(Path + "/{user_id}", HandleOthers, RouteOptions.Per(10, 2, "reactions"));
    }

    public sealed record Command(ChannelId Channel, MessageId Message, ReactionEmoji Emoji, UserId User, Caller Caller) : IGuildCommand<Nothing>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var needed = User == Caller.User ? Permissions.ReadMessageHistory : Permissions.ReadMessageHistory | Permissions.ManageMessages;
            var entry = turn.State.Enter(Channel, Caller, needed, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (await turn.Logs.Find(turn, Channel, Message) is not { } message) return new Failure.UnknownMessage();
            var reactions = await MessageReactions.Of(turn, message, User);
            if (reactions.FirstOrDefault(one => MessageReactions.KeyOf(one) == Emoji.Key) is not { } reaction)
                return Emoji.IsCustom ? new Failure.UnknownReactionEmoji() : Nothing.Value;
            if (!reaction.Me) return Nothing.Value;
            turn.Row(new DeleteReactions(Channel, Message, Emoji.Key, User));
            turn.Log("MESSAGE_REACTION_REMOVE", LogFacts.Message(Channel, Message));
            turn.TellViewers(
                Channel,
                DispatchCatalogue.MessageReactionRemove,
                new ReactionRemovedPayload(User, Channel, Message, turn.ShownGuild, reaction.Emoji),
                ReactionJson.Default.ReactionRemovedPayload);
            return Nothing.Value;
        }
    }

    private static ValueTask<ApiAnswer> HandleOwn(ApiRequest request) => Handle(request, request.Caller.User);

    private static ValueTask<ApiAnswer> HandleOthers(ApiRequest request) => Handle(request, request.Id<UserId>("user_id"));

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request, UserId user)
    {
        var path = ReactionPath.Read(request);
        if (!path.IsOk) return path.Failure;
        var (channel, message, emoji) = path.Value;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Command(channel, message, emoji, user, request.Caller), request.Cancel));
    }
}
