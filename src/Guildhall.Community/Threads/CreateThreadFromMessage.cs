using Guildhall.Community.AutoModeration;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Threads;

/// <summary>POST /channels/{channel_id}/messages/{message_id}/threads: a thread that begins with a message and shares its id.</summary>
public static class CreateThreadFromMessage
{
    public static void Map(ApiRoutes api) => api.Post("/channels/{channel_id}/messages/{message_id}/threads", Handle, RouteOptions.Per(10, 5));

    public sealed record Command(ChannelId Channel, MessageId Message, ThreadWish Wish, Caller Caller) : IGuildCommand<ChannelPayload>, IChannelCommand
    {
        public async ValueTask<Result<ChannelPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var parent = entry.Value!.Channel;
            if (parent.Type is not (ChannelType.GuildText or ChannelType.GuildAnnouncement)) return new Failure.CannotExecuteOnChannelType();
            if (!entry.Value.Has(Permissions.CreatePublicThreads | Permissions.ReadMessageHistory)) return new Failure.MissingPermissions();
            if (await turn.Logs.Find(turn, Channel, Message) is not { } message) return new Failure.UnknownMessage();
            if (!message.Type.IsWritten())
                return new Failure.CannotExecuteOnSystemMessage();
            if ((message.Flags & MessageFlags.HasThread) != 0) return new Failure.ThreadAlreadyCreated();
            if (ThreadBirth.Refuse(turn.State) is { } full) return full;
            var judgement = await Judgement.OfTitle(turn, parent, Caller.User, Wish.Name);
            if (judgement?.Refusal is { } blocked) return judgement.Refuse(turn, blocked);
            var type = parent.Type == ChannelType.GuildAnnouncement ? ChannelType.AnnouncementThread : ChannelType.PublicThread;
            var thread = ThreadBirth.Begin(turn, parent, new ChannelId(Message.Value), type, Wish, Caller);
            var begun = message with { Flags = message.Flags | MessageFlags.HasThread };
            turn.Put(begun);
            turn.Log("MESSAGE_UPDATE", LogFacts.Message(Channel, Message));
            await MessageEvents.Updated(turn, parent, begun);
            ThreadMessages.Starter(turn, thread, begun, Caller.User);
            judgement?.Execute(turn, null);
            return thread.ShownTo(Caller.User);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var message = request.Id<MessageId>("message_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        var wish = ThreadWish.Read(form.Value!);
        if ((request.Failure ?? form.Value!.Failure) is { } invalid) return invalid;
        var created = await request.House.Guilds.Ask(channel, new Command(channel, message, wish, request.Caller), request.Cancel);
        return ApiAnswer.Of(created, PayloadJson.Default.ChannelPayload, 201);
    }
}
