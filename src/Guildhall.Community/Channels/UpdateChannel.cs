using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Community.Threads;

namespace Guildhall.Community.Channels;

/// <summary>
/// PATCH /channels/{channel_id}: name, place, what its kind has, and overwrites (MANAGE_ROLES besides MANAGE_CHANNELS). Threads have rules of
/// their own, see <see cref="UpdateThread"/>.
/// </summary>
public static class UpdateChannel
{
    public static void Map(ApiRoutes api) => api.Patch("/channels/{channel_id}", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(ChannelId Channel, ChannelFields Fields, ThreadFields ThreadFields, Caller Caller) : IGuildCommand<ChannelPayload>, IChannelCommand
    {
        public async ValueTask<Result<ChannelPayload>> Run(GuildTurn turn)
        {
            if (!turn.State.Threads.ContainsKey(Channel)) return Decide(turn);
            var thread = turn.EnterThread(Channel, Caller, Permissions.ViewChannel);
            return thread.IsOk ? await UpdateThread.Run(turn, thread.Value!, Fields, ThreadFields, Caller) : thread.Failure;
        }

        private Result<ChannelPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ManageChannels, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var before = entry.Value!.Channel;
            var type = (ChannelType)Fields.Type.Or((int)before.Type);
            if (!ChannelKind.MayBecome(before.Type, type)) return new Failure.CannotExecuteOnChannelType();
            if (ChannelParent.Refuse(turn.State, before.Type, before.ParentId, Fields.ParentId.Or(before.ParentId)) is { } refused) return refused;
            var name = Fields.Name.IsPresent ? ChannelName.Normalised(before.Type, Fields.Name.Value) : before.Name;
            if (name.Length == 0) return new Failure.InvalidForm([new FieldError("name", "BASE_TYPE_REQUIRED", "This field is required")]);
            var overwrites = before.PermissionOverwrites;
            if (Fields.Overwrites.IsPresent)
            {
                var decided = ChannelOverwrites.Decide(turn.State, overwrites, Fields.Overwrites.Value, entry.Value.Held);
                if (!decided.IsOk) return decided.Failure;
                if (!ChannelOverwrites.AreSame(overwrites, decided.Value!))
                {
                    if (!entry.Value.Has(Permissions.ManageRoles)) return new Failure.MissingPermissions();
                    overwrites = decided.Value!;
                }
            }

            var moved = before with
            {
                Name = name,
                Type = type,
                Position = Fields.Position.Or(before.Position),
                ParentId = Fields.ParentId.Or(before.ParentId),
                PermissionOverwrites = overwrites,
            };
            var after = ChannelKind.Apply(turn.State, moved, Fields, turn.NextId);
            return after.IsOk ? Apply(turn, before, after.Value!) : after.Failure;
        }

        private Result<ChannelPayload> Apply(GuildTurn turn, ChannelPayload before, ChannelPayload after)
        {
            ChannelEvents.PutUpdated(turn, after);
            ChannelOverwrites.SyncChildren(turn, after, before.PermissionOverwrites);
            ForumTags.Forget(turn, before, after);
            var changes = AuditChange.List(
                AuditChange.Of("name", before.Name, after.Name),
                AuditChange.Of("type", (int)before.Type, (int)after.Type),
                AuditChange.Of("topic", before.Topic, after.Topic),
                AuditChange.Of("nsfw", before.Nsfw, after.Nsfw),
                AuditChange.Of("rate_limit_per_user", before.RateLimitPerUser ?? 0, after.RateLimitPerUser ?? 0),
                AuditChange.Of("position", before.Position, after.Position),
                AuditChange.Of("parent_id", before.ParentId?.ToString(), after.ParentId?.ToString()),
                AuditChange.Of("bitrate", before.Bitrate, after.Bitrate),
                AuditChange.Of("user_limit", before.UserLimit, after.UserLimit),
                AuditChange.Of("rtc_region", before.RtcRegion.Value, after.RtcRegion.Value),
                AuditChange.Of("video_quality_mode", before.VideoQualityMode, after.VideoQualityMode),
                AuditChange.Of("default_auto_archive_duration", before.DefaultAutoArchiveDuration, after.DefaultAutoArchiveDuration),
                AuditChange.Of("default_thread_rate_limit_per_user", before.DefaultThreadRateLimitPerUser, after.DefaultThreadRateLimitPerUser),
                AuditChange.Of("default_sort_order", before.DefaultSortOrder.Value, after.DefaultSortOrder.Value),
                AuditChange.Of("default_forum_layout", before.DefaultForumLayout, after.DefaultForumLayout),
                AuditChange.Of("flags", before.Flags, after.Flags),
                AuditChange.Of("available_tags", before.AvailableTags, after.AvailableTags));
            if (changes.Count > 0) turn.Audit(AuditAction.ChannelUpdate, Caller, after.Id.ToString(), changes);
            ChannelOverwrites.Audit(turn, Caller, after.Id, before.PermissionOverwrites, after.PermissionOverwrites);
            return after;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is null && await request.House.Guilds.IsPrivate(channel, request.Cancel)) return await PrivateChannels.UpdateGroup.Handle(request, channel);
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        var fields = ChannelFields.Read(form.Value!);
        var threadFields = ThreadFields.Read(form.Value!);
        if ((request.Failure ?? form.Value!.Failure) is { } invalid) return invalid;
        var updated = await request.House.Guilds.Ask(channel, new Command(channel, fields, threadFields, request.Caller), request.Cancel);
        return ApiAnswer.Of(updated, PayloadJson.Default.ChannelPayload);
    }
}
