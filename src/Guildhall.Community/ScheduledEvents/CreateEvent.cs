using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>POST /guilds/{guild_id}/scheduled-events: an event on a stage, in a voice channel, or somewhere else.</summary>
public static class CreateEvent
{
    public static void Map(ApiRoutes api) => api.Post("/guilds/{guild_id}/scheduled-events", Handle, RouteOptions.Per(10, 60));

    /// <param name="Event">The id of the new event.</param>
    /// <param name="Fields">What it is.</param>
    /// <param name="IsTrial">True to be told only whether it would be made.</param>
    /// <param name="Caller">Who makes it.</param>
    public sealed record Command(ScheduledEventId Event, EventFields Fields, bool IsTrial, Caller Caller) : IGuildCommand<ScheduledEventPayload>
    {
        public ValueTask<Result<ScheduledEventPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<ScheduledEventPayload> Decide(GuildTurn turn)
        {
            var created = Fields.ApplyTo(new ScheduledEventPayload
            {
                Id = Event,
                GuildId = turn.GuildId,
                CreatorId = Caller.User,
                Name = Fields.Name.Value,
                ScheduledStartTime = Fields.Start.Value,
                EntityType = (ScheduledEventEntity)Fields.EntityType.Value,
            });
            if (EventRules.RefuseCreating(turn, Caller, created) is { } denied) return denied;
            if (EventRules.RefuseShape(turn.State, null, created, turn.Now) is { } invalid) return invalid;
            if (EventRecord.Open(turn.State).Count() >= Limits.ScheduledEventsPerGuild)
                return new Failure.TooManyScheduledEvents(Limits.ScheduledEventsPerGuild);
            if (IsTrial) return created;
            var record = EventRecord.Of(created);
            EventChanges.Create(turn, record);
            turn.Audit(AuditAction.ScheduledEventCreate, Caller, Event.ToString(), EventChanges.Differences(null, created));
            return ListEvents.Shown(turn.State, record);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm(EventImages.BodyBytes);
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var fields = EventFields.Read(form);
        fields.Require(form);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var command = new Command(new ScheduledEventId(request.House.Ids.Next()), fields, IsTrial: true, request.Caller);
        if (form.Has("image"))
        {
            var allowed = await request.House.Guilds.Ask(guild, command, request.Cancel);
            if (!allowed.IsOk) return allowed.Failure;
            var image = await EventImages.Read(form, command.Event, request);
            if (form.Failure is { } noImage) return noImage;
            command = command with { Fields = fields with { Image = image } };
        }

        var created = await request.House.Guilds.Ask(guild, command with { IsTrial = false }, request.Cancel);
        return ApiAnswer.Of(created, PayloadJson.Default.ScheduledEventPayload);
    }
}
