using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Pins;

/// <summary>DELETE /channels/{channel_id}/messages/pins/{message_id}, and the older /channels/{channel_id}/pins/{message_id}.</summary>
public static class UnpinMessage
{
    public static void Map(ApiRoutes api)
    {
        api.Delete("/channels/{channel_id}/messages/pins/{message_id}", Handle, RouteOptions.Per(5, 4, "pins"));
        api.Delete("/channels/{channel_id}/pins/{message_id}", Handle, RouteOptions.Per(5, 4, "pins"));
    }

    public sealed record Command(ChannelId Channel, MessageId Message, Caller Caller) : IGuildCommand<Nothing>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var entry = PinAccess.Enter(turn, Channel, Caller);
            if (!entry.IsOk) return entry.Failure;
            if (await turn.Logs.Find(turn, Channel, Message) is not { } message) return new Failure.UnknownMessage();
            if (message.PinnedAt is null) return Nothing.Value;
            var unpinned = message with { PinnedAt = null };
            turn.Put(unpinned);
            turn.Log("CHANNEL_PINS_UPDATE", LogFacts.Message(Channel, Message));
            await MessageEvents.Updated(turn, entry.Value!.Channel, unpinned);
            PinAccess.TellPins(turn, entry.Value.Channel);
            PinAccess.Audit(turn, AuditAction.MessageUnpin, Caller, message);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var message = request.Id<MessageId>("message_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Command(channel, message, request.Caller), request.Cancel));
    }
}
