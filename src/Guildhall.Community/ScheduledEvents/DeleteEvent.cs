using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>DELETE /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}</summary>
public static class DeleteEvent
{
    public static void Map(ApiRoutes api) =>
        api.Delete("/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(ScheduledEventId Event, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var found = EventRules.Find(turn, Event, Caller);
            if (!found.IsOk) return found.Failure;
            if (EventRules.RefuseChanging(turn, Caller, found.Value!.Event) is { } denied) return denied;
            EventChanges.Delete(turn, found.Value);
            turn.Audit(AuditAction.ScheduledEventDelete, Caller, Event.ToString(), EventChanges.Differences(found.Value.Event, null));
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<ScheduledEventId>("guild_scheduled_event_id");
        if (request.Failure is { } invalid) return invalid;
        // Waited for, though the caller may leave: the files go after the rows.
        var deleted = await request.House.Guilds.Ask(guild, new Command(id, request.Caller), CancellationToken.None);
        if (deleted.IsOk) await request.House.Blobs.DeleteFolder(EventImages.Folder(id), CancellationToken.None);
        return ApiAnswer.Of(deleted);
    }
}
