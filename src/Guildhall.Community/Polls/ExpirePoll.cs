using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Polls;

/// <summary>POST /channels/{channel_id}/polls/{message_id}/expire: the author ends the poll now.</summary>
public static class ExpirePoll
{
    public static void Map(ApiRoutes api) => api.Post("/channels/{channel_id}/polls/{message_id}/expire", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(ChannelId Channel, MessageId Message, Caller Caller) : IGuildCommand<StoredMessage>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<StoredMessage>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ReadMessageHistory, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (await turn.Logs.Find(turn, Channel, Message) is not { } message) return new Failure.UnknownMessage();
            if (message.Extra?.Poll is not { } poll) return new Failure.CannotExpireNonPoll();
            if (message.Author != Caller.User) return new Failure.CannotEditOthersMessage();
            if (poll.Results is { IsFinalized: true }) return new Failure.PollExpired();
            return await PollClock.End(turn, entry.Value!.Channel, message);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var message = request.Id<MessageId>("message_id");
        if (request.Failure is { } invalid) return invalid;
        var ended = await request.House.Guilds.Ask(channel, new Command(channel, message, request.Caller), request.Cancel);
        return await GetMessage.Answer(request, channel, ended);
    }
}
