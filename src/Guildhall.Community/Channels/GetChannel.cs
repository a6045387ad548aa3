using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Channels;

/// <summary>GET /channels/{channel_id}</summary>
public static class GetChannel
{
    public static void Map(ApiRoutes api) => api.Get("/channels/{channel_id}", Handle);

    public sealed record Command(ChannelId Channel, Caller Caller) : IGuildCommand<ChannelPayload>, IChannelCommand
    {
        public ValueTask<Result<ChannelPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<ChannelPayload>>(entry.Failure);
            var shown = turn.State.Threads.TryGetValue(Channel, out var thread) ? thread.ShownTo(Caller.User) : entry.Value!.Channel;
            return ValueTask.FromResult<Result<ChannelPayload>>(shown);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        if (await request.House.Guilds.IsPrivate(channel, request.Cancel)) return await PrivateChannels.GetPrivateChannel.Handle(request, channel);
        var found = await request.House.Guilds.Ask(channel, new Command(channel, request.Caller), request.Cancel);
        return ApiAnswer.Of(found, PayloadJson.Default.ChannelPayload);
    }
}
