using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>GET /channels/{channel_id}/messages/{message_id}</summary>
public static class GetMessage
{
    public static void Map(ApiRoutes api) => api.Get("/channels/{channel_id}/messages/{message_id}", Handle);

    public sealed record Command(ChannelId Channel, MessageId Message, Caller Caller) : IGuildCommand<StoredMessage>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<StoredMessage>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ReadMessageHistory, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            return await turn.Logs.Find(turn, Channel, Message) is { } found ? found : new Failure.UnknownMessage();
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var message = request.Id<MessageId>("message_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(channel, new Command(channel, message, request.Caller), request.Cancel);
        return await Answer(request, channel, found);
    }

    /// <summary>A message as the caller sees it, or the failure.</summary>
    internal static async ValueTask<ApiAnswer> Answer(ApiRequest request, ChannelId channel, Result<StoredMessage> message)
    {
        if (!message.IsOk) return message.Failure;
        var shown = await MessageComposer.Compose(request.House, channel, [message.Value!], request.Caller.User, request.Cancel);
        return ApiAnswer.Json(shown[0], PayloadJson.Default.MessagePayload);
    }
}
