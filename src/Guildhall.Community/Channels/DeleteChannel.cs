using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Protocol;

namespace Guildhall.Community.Channels;

/// <summary>DELETE /channels/{channel_id}: deletes the channel with its messages; the channels of a category stay, without a parent.</summary>
public static class DeleteChannel
{
    public static void Map(ApiRoutes api) => api.Delete("/channels/{channel_id}", Handle);

    public sealed record Command(ChannelId Channel, Caller Caller) : IGuildCommand<ChannelPayload>
    {
        public ValueTask<Result<ChannelPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<ChannelPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ManageChannels, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var channel = entry.Value!.Channel;
            foreach (var child in turn.State.Channels.Values.Where(other => other.ParentId == channel.Id).ToArray())
            {
                var orphan = child with { ParentId = null };
                turn.Put(orphan);
                turn.TellViewers(orphan.Id, DispatchCatalogue.ChannelUpdate, orphan, PayloadJson.Default.ChannelPayload);
            }

            foreach (var invite in turn.State.Invites.Values.Where(invite => invite.Channel == channel.Id).ToArray()) turn.RemoveInvite(invite.Code);
            turn.Remove(channel);
            turn.Log("CHANNEL_DELETE", LogFacts.Channel(channel.Id));
            turn.Audit(
                AuditAction.ChannelDelete,
                Caller,
                channel.Id.ToString(),
                AuditChange.List(AuditChange.Of<string>("name", channel.Name, null), AuditChange.Of<int?>("type", (int)channel.Type, null)));
            return channel;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        var deleted = await request.House.Guilds.Ask(channel, new Command(channel, request.Caller), request.Cancel);
        return ApiAnswer.Of(deleted, PayloadJson.Default.ChannelPayload);
    }
}
