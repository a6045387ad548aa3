using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Community.ScheduledEvents;

namespace Guildhall.Community.StageInstances;

/// <summary>POST /stage-instances, and GET, PATCH and DELETE /stage-instances/{channel_id}: stages, by those who moderate the channel.</summary>
public static class StageOperations
{
    private const int TopicMax = 120;

    public static void Map(ApiRoutes api)
    {
        api.Post("/stage-instances", HandleCreate, RouteOptions.Per(10, 10));
        api.Get("/stage-instances/{channel_id}", HandleGet);
        api.Patch("/stage-instances/{channel_id}", HandleUpdate, RouteOptions.Per(10, 10));
        api.Delete("/stage-instances/{channel_id}", HandleDelete, RouteOptions.Per(10, 10));
    }

    public sealed record Create(ChannelId Channel, string Topic, ScheduledEventId? Event, bool Notifies, Caller Caller) : IGuildCommand<StageInstancePayload>
    {
        public ValueTask<Result<StageInstancePayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<StageInstancePayload> Decide(GuildTurn turn)
        {
            var needed = StageChanges.OfModerators | (Notifies ? Permissions.MentionEveryone : Permissions.None);
            var entry = turn.State.Enter(Channel, Caller, needed, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (entry.Value!.Channel.Type != ChannelType.GuildStageVoice) return new Failure.CannotExecuteOnChannelType();
            if (StageChanges.Of(turn.State, Channel) is not null) return new Failure.StageAlreadyOpen();
            EventRecord? record = null;
            if (Event is { } id)
            {
                record = turn.State.Documents.Find(EventRecord.Kind, id.Number);
                if (record is null || record.Event.ChannelId != Channel) return new Failure.UnknownScheduledEvent();
                if (record.Event.Status != ScheduledEventStatus.Scheduled) return new Failure.CannotUpdateFinishedEvent();
            }

            var opened = StageChanges.Open(turn, Channel, Caller.User, Topic, Event);
            if (record is not null)
                EventChanges.Update(turn, record, record with { Event = record.Event with { Status = ScheduledEventStatus.Active, EntityId = opened.Id } });
            Audit(turn, AuditAction.StageInstanceCreate, Caller, null, opened);
            return opened;
        }
    }

    public sealed record Get(ChannelId Channel, Caller Caller) : IGuildCommand<StageInstancePayload>
    {
        public ValueTask<Result<StageInstancePayload>> Run(GuildTurn turn) => ValueTask.FromResult(Find(turn, Channel, Caller, Permissions.None));
    }

    public sealed record Update(ChannelId Channel, Optional<string> Topic, Caller Caller) : IGuildCommand<StageInstancePayload>
    {
        public ValueTask<Result<StageInstancePayload>> Run(GuildTurn turn)
        {
            var found = Find(turn, Channel, Caller, StageChanges.OfModerators);
            if (!found.IsOk) return ValueTask.FromResult(found);
            var before = found.Value!;
            var after = before with { Topic = Topic.Or(before.Topic) };
            StageChanges.Update(turn, after, Caller.User, after.Topic != before.Topic);
            Audit(turn, AuditAction.StageInstanceUpdate, Caller, before, after);
            return ValueTask.FromResult<Result<StageInstancePayload>>(after);
        }
    }

    public sealed record Delete(ChannelId Channel, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var found = Find(turn, Channel, Caller, StageChanges.OfModerators);
            if (!found.IsOk) return ValueTask.FromResult<Result<Nothing>>(found.Failure);
            StageChanges.Close(turn, found.Value!, Caller.User);
            Audit(turn, AuditAction.StageInstanceDelete, Caller, found.Value, null);
            return ValueTask.FromResult<Result<Nothing>>(Nothing.Value);
        }
    }

    private static Result<StageInstancePayload> Find(GuildTurn turn, ChannelId channel, Caller caller, Permissions needed)
    {
        var entry = turn.State.Enter(channel, caller, needed, turn.Now);
        if (!entry.IsOk) return entry.Failure;
        return StageChanges.Of(turn.State, channel) is { } open ? open : new Failure.UnknownStageInstance();
    }

    private static void Audit(GuildTurn turn, AuditAction action, Caller caller, StageInstancePayload? before, StageInstancePayload? after) => turn.Audit(
        action,
        caller,
        (after ?? before!).Id.ToString(),
        AuditChange.List(
            AuditChange.Of("topic", before?.Topic, after?.Topic),
            AuditChange.Of<int?>("privacy_level", before?.PrivacyLevel, after?.PrivacyLevel)),
        new AuditOptions { ChannelId = (after ?? before!).ChannelId.ToString() });

    private static async ValueTask<ApiAnswer> HandleCreate(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var channel = form.Id<ChannelId>("channel_id").Value;
        if (channel is null) form.Required("channel_id");
        var topic = form.RequiredText("topic", 1, TopicMax);
        form.ChoiceOrAbsent("privacy_level", 1, 2);
        var notifies = form.FlagOrAbsent("send_start_notification").Value;
        var forEvent = form.Id<ScheduledEventId>("guild_scheduled_event_id").Value;
        if (form.Failure is { } invalid) return invalid;
        var command = new Create(channel!.Value, topic, forEvent, notifies, request.Caller);
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel.Value, command, request.Cancel), PayloadJson.Default.StageInstancePayload);
    }

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Get(channel, request.Caller), request.Cancel), PayloadJson.Default.StageInstancePayload);
    }

    private static async ValueTask<ApiAnswer> HandleUpdate(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var topic = form.Text("topic", 1, TopicMax);
        form.ChoiceOrAbsent("privacy_level", 1, 2);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Update(channel, topic, request.Caller), request.Cancel), PayloadJson.Default.StageInstancePayload);
    }

    private static async ValueTask<ApiAnswer> HandleDelete(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Delete(channel, request.Caller), request.Cancel));
    }
}
