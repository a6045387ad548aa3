using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>Who may see, make and change scheduled events, and what an event must be like.</summary>
internal static class EventRules
{
    private const Permissions InStage = Permissions.ManageChannels | Permissions.MuteMembers | Permissions.MoveMembers;
    private const Permissions InVoice = Permissions.ViewChannel | Permissions.Connect;

    /// <summary>An event is seen by those who see its channel; one without a channel by every member.</summary>
    public static bool MaySee(GuildState guild, MemberRow member, ScheduledEventPayload shown) =>
        shown.ChannelId is not { } id || (guild.Channels.TryGetValue(id, out var channel) && guild.MayView(channel, member));

    /// <summary>The event, for a member who may see it; Unknown Guild Scheduled Event otherwise.</summary>
    public static Result<EventRecord> Find(GuildTurn turn, ScheduledEventId id, Caller caller)
    {
        var entry = turn.State.Enter(caller, Permissions.None, turn.Now);
        if (!entry.IsOk) return entry.Failure;
        return turn.State.Documents.Find(EventRecord.Kind, id.Number) is { } record && MaySee(turn.State, entry.Value!.Member, record.Event)
            ? record
            : new Failure.UnknownScheduledEvent();
    }

    /// <summary>Null when the caller may make an event there.</summary>
    public static Failure? RefuseCreating(GuildTurn turn, Caller caller, ScheduledEventPayload wanted) =>
        Refuse(turn, caller, wanted, Permissions.CreateEvents);

    /// <summary>Null when the caller may change or delete the event: its maker with CREATE_EVENTS, everybody else with MANAGE_EVENTS.</summary>
    public static Failure? RefuseChanging(GuildTurn turn, Caller caller, ScheduledEventPayload shown)
    {
        if (shown.CreatorId == caller.User && Refuse(turn, caller, shown, Permissions.CreateEvents) is null) return null;
        return Refuse(turn, caller, shown, Permissions.ManageEvents);
    }

    /// <summary>What is wrong with an event as it would be; null when nothing is.</summary>
    public static Failure? RefuseShape(GuildState guild, ScheduledEventPayload? before, ScheduledEventPayload after, DateTimeOffset now)
    {
        List<FieldError> errors = [];
        if (after.EntityType == ScheduledEventEntity.External)
        {
            if (after.ChannelId is not null) Note("channel_id", "BASE_TYPE_CHOICES", "Must be null for external events.");
            if (after.EntityMetadata is null) Note("entity_metadata", "BASE_TYPE_REQUIRED", "This field is required");
            if (after.ScheduledEndTime is null) Note("scheduled_end_time", "BASE_TYPE_REQUIRED", "This field is required");
        }
        else if (after.ChannelId is not { } id)
        {
            Note("channel_id", "BASE_TYPE_REQUIRED", "This field is required");
        }
        else if (guild.Channels.GetValueOrDefault(id)?.Type != KindFor(after.EntityType))
        {
            Note("channel_id", "CHANNEL_INVALID", "Not a channel of this guild that can host this event");
        }

        if (after.ScheduledStartTime != before?.ScheduledStartTime && after.ScheduledStartTime <= now)
            Note("scheduled_start_time", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", "Cannot schedule event in the past.");
        if (after.ScheduledEndTime <= after.ScheduledStartTime)
            Note("scheduled_end_time", "GUILD_SCHEDULED_EVENT_END_BEFORE_START", "An event ends after it begins.");
        return errors.Count == 0 ? null : new Failure.InvalidForm(errors);

        void Note(string path, string code, string message) => errors.Add(new FieldError(path, code, message));
    }

    /// <summary>True for the documented steps: scheduled to active or canceled, active to completed.</summary>
    public static bool MayBecome(ScheduledEventStatus from, ScheduledEventStatus to) => (from, to) switch
    {
        (ScheduledEventStatus.Scheduled, ScheduledEventStatus.Active or ScheduledEventStatus.Canceled) => true,
        (ScheduledEventStatus.Active, ScheduledEventStatus.Completed) => true,
        _ => from == to,
    };

    private static Failure? Refuse(GuildTurn turn, Caller caller, ScheduledEventPayload shown, Permissions basic)
    {
        var entry = turn.State.Enter(caller, Permissions.None, turn.Now);
        if (!entry.IsOk) return entry.Failure;
        // A channel that is missing, or that cannot host the event, is an error of the form: told to those who could make an event.
        if (shown.ChannelId is not { } channel || !turn.State.Channels.ContainsKey(channel))
            return entry.Value!.Has(basic) ? null : new Failure.MissingPermissions();
        var needed = basic | (shown.EntityType == ScheduledEventEntity.StageInstance ? InStage : InVoice);
        var entered = turn.State.Enter(channel, caller, needed, turn.Now);
        return entered.IsOk ? null : entered.Failure;
    }

    private static ChannelType KindFor(ScheduledEventEntity entity) =>
        entity == ScheduledEventEntity.StageInstance ? ChannelType.GuildStageVoice : ChannelType.GuildVoice;
}
