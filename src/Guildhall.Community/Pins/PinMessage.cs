using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Community.Moderation;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Pins;

/// <summary>PUT /channels/{channel_id}/messages/pins/{message_id}, and the older /channels/{channel_id}/pins/{message_id}.</summary>
public static class PinMessage
{
    public static void Map(ApiRoutes api)
    {
        api.Put("/channels/{channel_id}/messages/pins/{message_id}", Handle, RouteOptions.Per(5, 4, "pins"));
        api.Put("/channels/{channel_id}/pins/{message_id}", Handle, RouteOptions.Per(5, 4, "pins"));
    }

    public sealed record Command(ChannelId Channel, MessageId Message, Caller Caller) : IGuildCommand<Nothing>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var entry = PinAccess.Enter(turn, Channel, Caller);
            if (!entry.IsOk) return entry.Failure;
            if (await turn.Logs.Find(turn, Channel, Message) is not { } message) return new Failure.UnknownMessage();
            if (!message.Type.IsWritten()) return new Failure.CannotExecuteOnSystemMessage();
            if (message.PinnedAt is not null) return Nothing.Value;
            await turn.Settled();
            var pins = await turn.Services.Messages.Pins(Channel, null, Limits.PinsPerChannel, CancellationToken.None);
            if (pins.Count >= Limits.PinsPerChannel) return new Failure.TooManyPins(Limits.PinsPerChannel);
            await Apply(turn, entry.Value!.Channel, message);
            return Nothing.Value;
        }

        private async ValueTask Apply(GuildTurn turn, ChannelPayload before, StoredMessage message)
        {
            var pinned = message with { PinnedAt = turn.Now };
            var channel = before with { LastPinTimestamp = turn.Now };
            turn.Put(pinned);
            turn.Put(channel);
            turn.Log("CHANNEL_PINS_UPDATE", LogFacts.Message(Channel, Message));
            await MessageEvents.Updated(turn, channel, pinned);
            PinAccess.TellPins(turn, channel);
            SystemMessages.Pinned(turn, channel, Caller.User, Message);
            PinAccess.Audit(turn, AuditAction.MessagePin, Caller, message);
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
