using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Channels;

/// <summary>PATCH /channels/{channel_id}: name, topic, slowmode, place, and overwrites (MANAGE_ROLES besides MANAGE_CHANNELS).</summary>
public static class UpdateChannel
{
    public static void Map(ApiRoutes api) => api.Patch("/channels/{channel_id}", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(ChannelId Channel, ChannelFields Fields, Caller Caller) : IGuildCommand<ChannelPayload>
    {
        public ValueTask<Result<ChannelPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<ChannelPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ManageChannels, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var before = entry.Value!.Channel;
            if (Fields.Type.IsPresent && (ChannelType)Fields.Type.Value != before.Type) return new Failure.CannotExecuteOnChannelType();
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

            return Apply(turn, before, Changed(before, name) with { PermissionOverwrites = overwrites });
        }

        private ChannelPayload Changed(ChannelPayload before, string name)
        {
            var moved = before with { Name = name, Position = Fields.Position.Or(before.Position), ParentId = Fields.ParentId.Or(before.ParentId) };
            if (before.Type == ChannelType.GuildCategory) return moved;
            return moved with
            {
                Topic = Fields.Topic.Or(before.Topic),
                Nsfw = Fields.Nsfw.Or(before.Nsfw),
                RateLimitPerUser = Fields.RateLimitPerUser.Or(before.RateLimitPerUser ?? 0),
            };
        }

        private Result<ChannelPayload> Apply(GuildTurn turn, ChannelPayload before, ChannelPayload after)
        {
            ChannelEvents.PutUpdated(turn, after);
            ChannelOverwrites.SyncChildren(turn, after, before.PermissionOverwrites);
            var changes = AuditChange.List(
                AuditChange.Of("name", before.Name, after.Name),
                AuditChange.Of("topic", before.Topic, after.Topic),
                AuditChange.Of("nsfw", before.Nsfw, after.Nsfw),
                AuditChange.Of("rate_limit_per_user", before.RateLimitPerUser ?? 0, after.RateLimitPerUser ?? 0),
                AuditChange.Of("position", before.Position, after.Position),
                AuditChange.Of("parent_id", before.ParentId?.ToString(), after.ParentId?.ToString()));
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
        if ((request.Failure ?? form.Value!.Failure) is { } invalid) return invalid;
        var updated = await request.House.Guilds.Ask(channel, new Command(channel, fields, request.Caller), request.Cancel);
        return ApiAnswer.Of(updated, PayloadJson.Default.ChannelPayload);
    }
}
