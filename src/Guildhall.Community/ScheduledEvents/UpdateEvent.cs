using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Storage.ScheduledEvents;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>PATCH /guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}: another time or place; or begins, ends or cancels it.</summary>
public static class UpdateEvent
{
    public static void Map(ApiRoutes api) =>
        api.Patch("/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}", Handle, RouteOptions.Per(10, 10));

    /// <param name="Event">Which event.</param>
    /// <param name="Fields">What changes.</param>
    /// <param name="IsTrial">True to be told only whether it would be changed.</param>
    /// <param name="Caller">Who asks.</param>
    public sealed record Command(ScheduledEventId Event, EventFields Fields, bool IsTrial, Caller Caller) : IGuildCommand<ScheduledEventPayload>
    {
        public ValueTask<Result<ScheduledEventPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<ScheduledEventPayload> Decide(GuildTurn turn)
        {
            var found = EventRules.Find(turn, Event, Caller);
            if (!found.IsOk) return found.Failure;
            var before = found.Value!;
            if (EventRules.RefuseChanging(turn, Caller, before.Event) is { } denied) return denied;
            if (before.IsFinished) return new Failure.CannotUpdateFinishedEvent();
            var wanted = Fields.ApplyTo(before.Event);
            // Where it goes, the caller must be able to make one.
            if (wanted.ChannelId != before.Event.ChannelId && EventRules.RefuseCreating(turn, Caller, wanted) is { } elsewhere) return elsewhere;
            if (EventRules.RefuseShape(turn.State, before.Event, wanted, turn.Now) is { } invalid) return invalid;
            var status = Fields.Status.IsPresent ? (ScheduledEventStatus)Fields.Status.Value : before.Event.Status;
            if (!EventRules.MayBecome(before.Event.Status, status))
                return new Failure.InvalidForm([new FieldError("status", "GUILD_SCHEDULED_EVENT_INVALID_STATUS", "The event cannot get this status now.")]);
            if (IsTrial) return wanted;
            return Apply(turn, before, wanted, status);
        }

        private Result<ScheduledEventPayload> Apply(GuildTurn turn, EventRecord before, ScheduledEventPayload wanted, ScheduledEventStatus status)
        {
            var isRescheduled = wanted.ScheduledStartTime != before.Event.ScheduledStartTime || wanted.ScheduledEndTime != before.Event.ScheduledEndTime;
            var hasNewRule = Fields.Rule.IsPresent;
            if (hasNewRule) ForgetExceptions(turn, before);
            var after = before with { Event = hasNewRule ? wanted with { GuildScheduledEventExceptions = [] } : wanted };
            if (isRescheduled || hasNewRule) after = EventRecord.Of(after.Event);
            if (status != before.Event.Status)
            {
                after = status == ScheduledEventStatus.Completed
                    ? EventClock.Ended(after, status, turn.Now)
                    : after with { Event = after.Event with { Status = status } };
            }

            var opensStage = after.Event is { Status: ScheduledEventStatus.Active, EntityType: ScheduledEventEntity.StageInstance, EntityId: null };
            if (opensStage && after.Event.ChannelId is { } stage)
            {
                var open = StageInstances.StageChanges.Of(turn.State, stage) ?? StageInstances.StageChanges.Open(turn, stage, Caller.User, after.Event.Name, Event);
                after = after with { Event = after.Event with { EntityId = open.Id } };
            }

            EventChanges.Update(turn, before, after);
            turn.Audit(AuditAction.ScheduledEventUpdate, Caller, Event.ToString(), EventChanges.Differences(before.Event, after.Event));
            return ListEvents.Shown(turn.State, after);
        }

        private void ForgetExceptions(GuildTurn turn, EventRecord before)
        {
            foreach (var exception in before.Event.GuildScheduledEventExceptions)
            {
                turn.Row(new DeleteEventUsers(Event, exception.EventExceptionId));
                EventChanges.Tell(
                    turn,
                    before.Event,
                    DispatchCatalogue.GuildScheduledEventExceptionDelete,
                    exception with { GuildId = turn.GuildId },
                    PayloadJson.Default.EventExceptionPayload);
            }
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var id = request.Id<ScheduledEventId>("guild_scheduled_event_id");
        var read = await request.ReadForm(EventImages.BodyBytes);
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var fields = EventFields.Read(form);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var command = new Command(id, fields, IsTrial: true, request.Caller);
        if (form.Has("image"))
        {
            var allowed = await request.House.Guilds.Ask(guild, command, request.Cancel);
            if (!allowed.IsOk) return allowed.Failure;
            var image = await EventImages.Read(form, id, request);
            if (form.Failure is { } noImage) return noImage;
            command = command with { Fields = fields with { Image = image } };
        }

        var updated = await request.House.Guilds.Ask(guild, command with { IsTrial = false }, request.Cancel);
        return ApiAnswer.Of(updated, PayloadJson.Default.ScheduledEventPayload);
    }
}
