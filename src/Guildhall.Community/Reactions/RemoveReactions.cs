using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Reactions;

/// <summary>DELETE /channels/{channel_id}/messages/{message_id}/reactions and …/{emoji}: takes everybody's away; for those who manage messages.</summary>
public static class RemoveReactions
{
    private const string Path = "/channels/{channel_id}/messages/{message_id}/reactions";

    public static void Map(ApiRoutes api)
    {
        api.Delete(Path, HandleAll, RouteOptions.Per(10, 2, "reactions"));
        api.Delete(Path + "/{emoji}", HandleEmoji, RouteOptions.Per(10, 2, "reactions"));
    }

    /// <param name="Channel">Where.</param>
    /// <param name="Message">Of which message.</param>
    /// <param name="Emoji">Which emoji; null for all.</param>
    /// <param name="Caller">Who asks.</param>
    public sealed record Command(ChannelId Channel, MessageId Message, ReactionEmoji? Emoji, Caller Caller) : IGuildCommand<Nothing>, IChannelCommand
    {
        public async ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ManageMessages | Permissions.ReadMessageHistory, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (await turn.Logs.Find(turn, Channel, Message) is not { } message) return new Failure.UnknownMessage();
            var reactions = await MessageReactions.Of(turn, message, Caller.User);
            if (Emoji is null) return RemoveAll(turn, message, reactions);
            if (reactions.FirstOrDefault(one => MessageReactions.KeyOf(one) == Emoji.Key) is not { } reaction) return new Failure.UnknownReactionEmoji();
            turn.Row(new DeleteReactions(Channel, Message, Emoji.Key, null));
            turn.Log("MESSAGE_REACTION_REMOVE_EMOJI", LogFacts.Message(Channel, Message));
            turn.TellViewers(
                Channel,
                DispatchCatalogue.MessageReactionRemoveEmoji,
                new EmojiRemovedPayload(Channel, Message, turn.ShownGuild, reaction.Emoji),
                ReactionJson.Default.EmojiRemovedPayload);
            return Nothing.Value;
        }

        private Result<Nothing> RemoveAll(GuildTurn turn, StoredMessage message, IReadOnlyList<ReactionPayload> reactions)
        {
            if (reactions.Count == 0) return Nothing.Value;
            turn.Put(message with { HasReactions = false });
            turn.Row(new DeleteReactions(Channel, Message, null, null));
            turn.Log("MESSAGE_REACTION_REMOVE_ALL", LogFacts.Message(Channel, Message));
            turn.TellViewers(
                Channel,
                DispatchCatalogue.MessageReactionRemoveAll,
                new ReactionsRemovedPayload(Channel, Message, turn.ShownGuild),
                ReactionJson.Default.ReactionsRemovedPayload);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> HandleAll(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var message = request.Id<MessageId>("message_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Command(channel, message, null, request.Caller), request.Cancel));
    }

    private static async ValueTask<ApiAnswer> HandleEmoji(ApiRequest request)
    {
        var path = ReactionPath.Read(request);
        if (!path.IsOk) return path.Failure;
        var (channel, message, emoji) = path.Value;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Command(channel, message, emoji, request.Caller), request.Cancel));
    }
}
