using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Channels;

/// <summary>PUT /channels/{channel_id}/permissions/{overwrite_id}: sets what one role or member may do differently in a channel.</summary>
public static class PutOverwrite
{
    public static void Map(ApiRoutes api) => api.Put("/channels/{channel_id}/permissions/{overwrite_id}", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(ChannelId Channel, OverwriteFields Overwrite, Caller Caller) : IGuildCommand<Nothing>, IChannelCommand
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ManageRoles, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var before = entry.Value!.Channel;
            var old = ChannelOverwrites.Find(before.PermissionOverwrites, Overwrite.Id);
            if (old is null && before.PermissionOverwrites.Count >= Limits.OverwritesPerChannel)
                return new Failure.TooManyOverwrites(Limits.OverwritesPerChannel);
            var decided = ChannelOverwrites.Decide(turn.State, old is null ? [] : [old], [Overwrite], entry.Value.Held);
            if (!decided.IsOk) return decided.Failure;
            OverwritePayload[] overwrites = [.. before.PermissionOverwrites.Where(item => item.Id != Overwrite.Id), decided.Value![0]];
            var after = before with { PermissionOverwrites = overwrites };
            ChannelEvents.PutUpdated(turn, after);
            ChannelOverwrites.SyncChildren(turn, after, before.PermissionOverwrites);
            ChannelOverwrites.Audit(turn, Caller, Channel, before.PermissionOverwrites, overwrites);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var id = request.Id<OverwriteId>("overwrite_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        var overwrite = OverwriteFields.Read(form.Value!, id);
        if ((request.Failure ?? form.Value!.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Command(channel, overwrite, request.Caller), request.Cancel));
    }
}
