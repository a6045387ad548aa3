using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.PrivateChannels;

/// <summary>DELETE /channels/{channel_id} of a private channel: closes a direct message for the caller, or leaves a group.</summary>
public static class LeavePrivateChannel
{
    /// <summary>The channel as it was; <paramref name="IsGone"/> when nobody is in it any more.</summary>
    public sealed record Left(PrivateChannelPayload Channel, bool IsGone);

    public sealed record Command(ChannelId Channel, bool Silent, Caller Caller) : IGuildCommand<Left>, IAlsoInPrivate
    {
        public ValueTask<Result<Left>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Left> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var shown = PrivateHouse.Shown(turn.State, Caller.User);
            var house = turn.State.Private!;
            if (house.IsGroup) return new Left(shown, GroupDeparture.Apply(turn, Caller.User, Caller.User, Silent));
            if (house.Recipients[Caller.User] is { IsOpen: true } open)
            {
                PrivateHouse.Put(turn, open with { IsOpen = false });
                PrivateHouse.TellChannel(turn, Caller.User, DispatchCatalogue.ChannelDelete);
            }

            return new Left(shown, false);
        }
    }

    internal static async ValueTask<ApiAnswer> Handle(ApiRequest request, ChannelId channel)
    {
        var silent = request.QueryFlag("silent");
        if (request.Failure is { } invalid) return invalid;
        // Waited for, though the caller may leave: the files go after the rows.
        var left = await request.House.Guilds.Ask(channel, new Command(channel, silent, request.Caller), CancellationToken.None);
        if (!left.IsOk) return left.Failure;
        if (left.Value!.IsGone) await GroupDeparture.DeleteFiles(request.House, channel);
        return ApiAnswer.Json(left.Value.Channel, PrivateJson.Default.PrivateChannelPayload);
    }
}
