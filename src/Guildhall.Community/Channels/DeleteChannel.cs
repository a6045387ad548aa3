using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Invites;
using Guildhall.Community.Moderation;
using Guildhall.Community.Threads;

namespace Guildhall.Community.Channels;

/// <summary>DELETE /channels/{channel_id}: deletes the channel with its messages; the channels of a category stay, without a parent.</summary>
public static class DeleteChannel
{
    public static void Map(ApiRoutes api) => api.Delete("/channels/{channel_id}", Handle, RouteOptions.Per(20, 10));

    /// <summary>What is gone: the channel or thread, and the threads that went with it.</summary>
    public sealed record Deleted(ChannelPayload Channel, IReadOnlyList<ChannelId> Threads);

    public sealed record Command(ChannelId Channel, Caller Caller) : IGuildCommand<Deleted>, IChannelCommand
    {
        public async ValueTask<Result<Deleted>> Run(GuildTurn turn)
        {
            if (turn.State.Threads.ContainsKey(Channel))
            {
                var thread = turn.EnterThread(Channel, Caller, Permissions.ViewChannel);
                if (!thread.IsOk) return thread.Failure;
                var gone = await DeleteThread.Run(turn, thread.Value!, Caller);
                return gone.IsOk ? new Deleted(gone.Value!, []) : gone.Failure;
            }

            var entry = turn.State.Enter(Channel, Caller, Permissions.ManageChannels, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (IsNeededByCommunity(turn.State.Guild, Channel)) return new Failure.ChannelNeededByCommunity();
            IReadOnlyList<ChannelId> threads = [];
            if (entry.Value!.Channel.Type.HoldsThreads())
            {
                await turn.Settled();
                threads = await turn.Services.Guilds.ThreadIds(turn.GuildId, Channel, CancellationToken.None);
            }

            Apply(turn, entry.Value.Channel, threads);
            return new Deleted(entry.Value.Channel, threads);
        }

        private void Apply(GuildTurn turn, ChannelPayload channel, IReadOnlyList<ChannelId> threads)
        {
            foreach (var child in turn.State.Channels.Values.Where(other => other.ParentId == channel.Id).ToArray())
                ChannelEvents.PutUpdated(turn, child with { ParentId = null });
            foreach (var invite in turn.State.Invites.Values.Where(invite => invite.Channel == channel.Id).ToArray())
                InviteEvents.Remove(turn, invite);
            Webhooks.WebhookEvents.RemoveOf(turn, channel.Id);
            VoiceStates.VoiceMoves.ChannelGoes(turn, channel.Id);
            StageInstances.StageChanges.ChannelGoes(turn, channel.Id);
            ScheduledEvents.EventChanges.ChannelGoes(turn, channel.Id);
            if (turn.State.Documents.Find(SetVoiceStatus.Kind, channel.Id.Number) is not null) turn.Remove(SetVoiceStatus.Kind, channel.Id.Number);
            turn.Remove(channel);
            ForgetInGuild(turn, channel.Id);
            foreach (var thread in threads) turn.Log("THREAD_DELETE", LogFacts.Channel(thread));
            turn.Log("CHANNEL_DELETE", LogFacts.Channel(channel.Id));
            turn.Audit(
                AuditAction.ChannelDelete,
                Caller,
                channel.Id.ToString(),
                AuditChange.List(AuditChange.Of<string>("name", channel.Name, null), AuditChange.Of<int?>("type", (int)channel.Type, null)));
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
        if (!deleted.IsOk) return deleted.Failure;
        foreach (var id in deleted.Value!.Threads.Prepend(channel)) await request.House.Blobs.DeleteFolder($"attachments/{id}", CancellationToken.None);
        return ApiAnswer.Json(deleted.Value.Channel, PayloadJson.Default.ChannelPayload);
    }
}
