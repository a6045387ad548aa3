using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Invites;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Channels;

/// <summary>DELETE /channels/{channel_id}: deletes the channel with its messages; the channels of a category stay, without a parent.</summary>
public static class DeleteChannel
{
    public static void Map(ApiRoutes api) => api.Delete("/channels/{channel_id}", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(ChannelId Channel, Caller Caller) : IGuildCommand<ChannelPayload>
    {
        public ValueTask<Result<ChannelPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<ChannelPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ManageChannels, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var channel = entry.Value!.Channel;
            if (IsNeededByCommunity(turn.State.Guild, channel.Id)) return new Failure.ChannelNeededByCommunity();
            foreach (var child in turn.State.Channels.Values.Where(other => other.ParentId == channel.Id).ToArray())
                ChannelEvents.PutUpdated(turn, child with { ParentId = null });
            foreach (var invite in turn.State.Invites.Values.Where(invite => invite.Channel == channel.Id).ToArray())
                InviteEvents.Remove(turn, invite);
            Webhooks.WebhookEvents.RemoveOf(turn, channel.Id);
            ScheduledEvents.EventChanges.ChannelGoes(turn, channel.Id);
            turn.Remove(channel);
            ForgetInGuild(turn, channel.Id);
            turn.Log("CHANNEL_DELETE", LogFacts.Channel(channel.Id));
            turn.Audit(
                AuditAction.ChannelDelete,
                Caller,
                channel.Id.ToString(),
                AuditChange.List(AuditChange.Of<string>("name", channel.Name, null), AuditChange.Of<int?>("type", (int)channel.Type, null)));
            return channel;
        }

        private static bool IsNeededByCommunity(GuildPayload guild, ChannelId channel) =>
            guild.Features.Contains(Guilds.GuildFeatures.Community) && (guild.RulesChannelId == channel || guild.PublicUpdatesChannelId == channel);

        // The guild's own settings no longer point to a channel that is gone.
        private static void ForgetInGuild(GuildTurn turn, ChannelId channel)
        {
            var before = turn.State.Guild;
            var after = before with
            {
                SystemChannelId = Kept(before.SystemChannelId),
                AfkChannelId = Kept(before.AfkChannelId),
                RulesChannelId = Kept(before.RulesChannelId),
                PublicUpdatesChannelId = Kept(before.PublicUpdatesChannelId),
                SafetyAlertsChannelId = Kept(before.SafetyAlertsChannelId),
                WidgetChannelId = Kept(before.WidgetChannelId),
            };
            if (after == before) return;
            turn.Put(after);
            turn.Tell(DispatchCatalogue.GuildUpdate, turn.State.Shown(), PayloadJson.Default.GuildPayload);

            ChannelId? Kept(ChannelId? id) => id == channel ? null : id;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        if (await request.House.Guilds.IsPrivate(channel, request.Cancel)) return await PrivateChannels.LeavePrivateChannel.Handle(request, channel);
        // Waited for, though the caller may leave: the files go after the rows.
        var deleted = await request.House.Guilds.Ask(channel, new Command(channel, request.Caller), CancellationToken.None);
        if (deleted.IsOk) await request.House.Blobs.DeleteFolder($"attachments/{channel}", CancellationToken.None);
        return ApiAnswer.Of(deleted, PayloadJson.Default.ChannelPayload);
    }
}
