using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.User;
using Guildhall.Storage.Users;

namespace Guildhall.Community.ReadStates;

/// <summary>POST /channels/{channel_id}/pins/ack: the caller has seen the pins of the channel.</summary>
public static class AckPins
{
    public static void Map(ApiRoutes api) => api.Post("/channels/{channel_id}/pins/ack", Handle, new RouteOptions { PeopleOnly = true });

    /// <summary>The moment of the channel's last pin.</summary>
    public sealed record LastPin(ChannelId Channel, Caller Caller) : IGuildCommand<PinMoment>, IAlsoInPrivate, IChannelCommand
    {
        public ValueTask<Result<PinMoment>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            return ValueTask.FromResult<Result<PinMoment>>(entry.IsOk ? new PinMoment(entry.Value!.Channel.LastPinTimestamp ?? turn.Now) : entry.Failure);
        }
    }

    public sealed record PinMoment(DateTimeOffset At);

    public sealed record Command(ChannelId Channel, DateTimeOffset SeenAt) : IUserCommand<Nothing>
    {
        public async ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            var states = await ReadStateMemory.Of(turn);
            var before = states.GetValueOrDefault(Channel) ?? new ReadStateRow(Channel, default, 0);
            if (before.PinsSeenAt >= SeenAt) return Nothing.Value;
            ReadStateMemory.Put(turn, before with { PinsSeenAt = SeenAt });
            turn.TellOwnSessions(
                DispatchCatalogue.ChannelPinsAck, new PinsAckPayload(Channel, SeenAt, Version: 1), ReadStateJson.Default.PinsAckPayload, peopleOnly: true);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        var pinned = await request.House.Guilds.Ask(channel, new LastPin(channel, request.Caller), request.Cancel);
        if (!pinned.IsOk) return pinned.Failure;
        return ApiAnswer.Of(await request.House.Users.Ask(request.Caller.User, new Command(channel, pinned.Value!.At), request.Cancel));
    }
}
