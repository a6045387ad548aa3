using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.ReadStates;

/// <summary>POST /channels/{channel_id}/messages/{message_id}/ack: the caller has read the channel up to this message; for people.</summary>
public static class AckMessage
{
    public static void Map(ApiRoutes api) =>
        api.Post("/channels/{channel_id}/messages/{message_id}/ack", Handle, new RouteOptions { PeopleOnly = true });

    /// <summary>Asked of the guild first, so that nobody keeps marks in channels that are not theirs to see.</summary>
    public sealed record MayRead(ChannelId Channel, Caller Caller) : IGuildCommand<Nothing>, IAlsoInPrivate, IChannelCommand
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            return ValueTask.FromResult(entry.IsOk ? new Result<Nothing>(Nothing.Value) : entry.Failure);
        }
    }

    /// <param name="Channel">Where.</param>
    /// <param name="Message">The last message that was read.</param>
    /// <param name="Manual">True when the user marks an older message as the last read: only then the mark moves back.</param>
    /// <param name="MentionCount">Mentions that are unread after it; only with a manual mark.</param>
    public sealed record Command(ChannelId Channel, MessageId Message, bool Manual, int MentionCount) : IUserCommand<Nothing>
    {
        public async ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            var states = await ReadStateMemory.Of(turn);
            var before = states.GetValueOrDefault(Channel);
            if (!Manual && before is not null && before.LastRead.Number >= Message.Number && before.MentionCount == 0) return Nothing.Value;
            if (!Manual && before is not null && before.LastRead.Number > Message.Number) return Nothing.Value;
            var after = new ReadStateRow(Channel, Message, Manual ? MentionCount : 0, before?.PinsSeenAt);
            ReadStateMemory.Put(turn, after);
            turn.TellOwnSessions(
                DispatchCatalogue.MessageAck,
                new MessageAckPayload(Channel, Message, after.MentionCount, Manual ? true : null, Version: 1),
                ReadStateJson.Default.MessageAckPayload,
                peopleOnly: true);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var message = request.Id<MessageId>("message_id");
        if (request.Failure is { } invalid) return invalid;
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        var manual = form.Value!.Flag("manual").Value;
        var mentions = form.Value.NullableInt("mention_count", 0, int.MaxValue).Value ?? 0;
        if (form.Value.Failure is { } wrong) return wrong;
        var house = request.House;
        var mayRead = await house.Guilds.Ask(channel, new MayRead(channel, request.Caller), request.Cancel);
        if (!mayRead.IsOk) return mayRead.Failure;
        var read = await house.Users.Ask(request.Caller.User, new Command(channel, message, manual, mentions), request.Cancel);
        return read.IsOk ? ApiAnswer.Json(new AckAnswer(null), ReadStateJson.Default.AckAnswer) : read.Failure;
    }
}
