using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Announcements;

/// <summary>
/// POST /channels/{channel_id}/messages/{message_id}/crosspost: publishes a message of an announcement channel. Followers get it in
/// their own time, from the event log.
/// </summary>
public static class CrosspostMessage
{
    public static void Map(ApiRoutes api) => api.Post("/channels/{channel_id}/messages/{message_id}/crosspost", Handle, RouteOptions.Per(5, 5));

    public sealed record Command(ChannelId Channel, MessageId Message, Caller Caller) : IGuildCommand<StoredMessage>
    {
        public async ValueTask<Result<StoredMessage>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.SendMessages, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var entered = entry.Value!;
            if (entered.Channel.Type != ChannelType.GuildAnnouncement) return new Failure.CannotExecuteOnChannelType();
            if (await turn.Logs.Find(turn, Channel, Message) is not { } message) return new Failure.UnknownMessage();
            if (Refusal(entered, message, turn.Crossposts.Wait(Channel, turn.Now)) is { } refused) return refused;
            var published = message with { Flags = message.Flags | MessageFlags.Crossposted };
            turn.Put(published);
            turn.Crossposts.Publish(Channel, turn.Now);
            turn.Log(Crossposts.Published, LogFacts.Message(Channel, Message));
            await MessageEvents.Updated(turn, entered.Channel, published);
            return published;
        }

        private Failure? Refusal(EnteredChannel entered, StoredMessage message, double wait)
        {
            if (message.Author != Caller.User && !entered.Has(Permissions.ManageMessages)) return new Failure.MissingPermissions();
            if ((message.Flags & MessageFlags.Crossposted) != 0) return new Failure.AlreadyCrossposted();
            var isOwn = (message.Flags & MessageFlags.IsCrosspost) == 0;
            if (!isOwn || message.Type is not (MessageType.Default or MessageType.Reply)) return new Failure.InvalidMessageType();
            return wait > 0 ? new Failure.RateLimited(wait, false, "shared") : null;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var message = request.Id<MessageId>("message_id");
        if (request.Failure is { } invalid) return invalid;
        var published = await request.House.Guilds.Ask(channel, new Command(channel, message, request.Caller), request.Cancel);
        return await GetMessage.Answer(request, channel, published);
    }
}
