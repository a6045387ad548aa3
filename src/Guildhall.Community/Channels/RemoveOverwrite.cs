using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Channels;

/// <summary>DELETE /channels/{channel_id}/permissions/{overwrite_id}</summary>
public static class RemoveOverwrite
{
    public static void Map(ApiRoutes api) => api.Delete("/channels/{channel_id}/permissions/{overwrite_id}", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(ChannelId Channel, OverwriteId Overwrite, Caller Caller) : IGuildCommand<Nothing>, IChannelCommand
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ManageRoles, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var before = entry.Value!.Channel;
            if (ChannelOverwrites.Find(before.PermissionOverwrites, Overwrite) is not { } old) return new Failure.UnknownOverwrite();
            var decided = ChannelOverwrites.Decide(turn.State, [old], [], entry.Value.Held);
            if (!decided.IsOk) return decided.Failure;
            OverwritePayload[] overwrites = [.. before.PermissionOverwrites.Where(item => item.Id != Overwrite)];
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
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Command(channel, id, request.Caller), request.Cancel));
    }
}
