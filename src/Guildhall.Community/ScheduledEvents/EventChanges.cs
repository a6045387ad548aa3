using System.Text.Json.Serialization.Metadata;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Storage.ScheduledEvents;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>What every change of a scheduled event does besides: its row, its alarm, its dispatch, its log entry.</summary>
internal static class EventChanges
{
    /// <summary>Stores a new event and tells those who see it.</summary>
    public static void Create(GuildTurn turn, EventRecord created)
    {
        turn.Put(EventRecord.Kind, created.Id.Number, created);
        EventClock.Set(turn, created);
        turn.Log("GUILD_SCHEDULED_EVENT_CREATE", Fact(created.Id));
        Tell(turn, created.Event, DispatchCatalogue.GuildScheduledEventCreate, created.Event, PayloadJson.Default.ScheduledEventPayload);
    }

    /// <summary>Stores a changed event and tells those who see it. In another channel it is gone for those of the old one first.</summary>
    public static void Update(GuildTurn turn, EventRecord before, EventRecord after)
    {
        turn.Put(EventRecord.Kind, after.Id.Number, after);
        EventClock.Set(turn, after);
        turn.Log("GUILD_SCHEDULED_EVENT_UPDATE", Fact(after.Id));
        if (before.Event.ChannelId is not null && before.Event.ChannelId != after.Event.ChannelId || (before.Event.ChannelId is null && after.Event.ChannelId is not null))
            Tell(turn, before.Event, DispatchCatalogue.GuildScheduledEventDelete, before.Event, PayloadJson.Default.ScheduledEventPayload);
        Tell(turn, after.Event, DispatchCatalogue.GuildScheduledEventUpdate, after.Event, PayloadJson.Default.ScheduledEventPayload);
        if (before.Event.Status != ScheduledEventStatus.Active && after.Event.Status == ScheduledEventStatus.Active) EventReminders.Send(turn, after.Event);
        if (after.IsFinished) DropOldest(turn);
    }

    /// <summary>Takes an event away and tells those who saw it.</summary>
    public static void Delete(GuildTurn turn, EventRecord gone)
    {
        turn.Remove(EventRecord.Kind, gone.Id.Number);
        turn.ClearAlarm(EventClock.Alarm, gone.Id.Number);
        turn.Row(new DeleteEventUsers(gone.Id, null));
        turn.Log("GUILD_SCHEDULED_EVENT_DELETE", Fact(gone.Id));
        // Its channel may go in the same turn: told to those who see it now, whatever becomes of the channel's viewers.
        if (gone.Event.ChannelId is { } channel)
        {
            turn.TellHolders(
                Permissions.ViewChannel, channel, DispatchCatalogue.GuildScheduledEventDelete, gone.Event, PayloadJson.Default.ScheduledEventPayload);
        }
        else
        {
            turn.Tell(DispatchCatalogue.GuildScheduledEventDelete, gone.Event, PayloadJson.Default.ScheduledEventPayload);
        }
    }

    /// <summary>Takes the events of a channel away that is about to go.</summary>
    public static void ChannelGoes(GuildTurn turn, ChannelId channel)
    {
        foreach (var record in turn.State.Documents.Of(EventRecord.Kind).Values.Where(record => record.Event.ChannelId == channel).ToArray())
            Delete(turn, record);
    }

    /// <summary>Tells sessions that came to see a channel, or see it no longer, of the events in it.</summary>
    public static void ViewersMoved(GuildTurn turn, IReadOnlyList<SessionRef> sessions, ChannelId channel, bool gained)
    {
        var kind = gained ? DispatchCatalogue.GuildScheduledEventCreate : DispatchCatalogue.GuildScheduledEventDelete;
        foreach (var record in EventRecord.Open(turn.State).Where(record => record.Event.ChannelId == channel))
        {
            var dispatch = GuildTurn.Encoded(kind, record.Event, PayloadJson.Default.ScheduledEventPayload);
            turn.Effect(cancel => turn.Services.Relay.Send(sessions, dispatch, cancel));
        }
    }

    /// <summary>A dispatch for those who see an event.</summary>
    public static void Tell<T>(GuildTurn turn, ScheduledEventPayload seen, GatewayEvent kind, T payload, JsonTypeInfo<T> json)
    {
        if (seen.ChannelId is { } channel) turn.TellViewers(channel, kind, payload, json);
        else turn.Tell(kind, payload, json);
    }

    /// <summary>The event as the guild's log names it.</summary>
    public static byte[] Fact(ScheduledEventId id) => System.Text.Encoding.UTF8.GetBytes($"{{\"guild_scheduled_event_id\":\"{id}\"}}");

    /// <summary>What the audit log tells of a change; null stands for an event that did not exist, or does no longer.</summary>
    public static IReadOnlyList<AuditChange> Differences(ScheduledEventPayload? before, ScheduledEventPayload? after) => AuditChange.List(
        AuditChange.Of("name", before?.Name, after?.Name),
        AuditChange.Of("description", before?.Description, after?.Description),
        AuditChange.Of("channel_id", before?.ChannelId?.ToString(), after?.ChannelId?.ToString()),
        AuditChange.Of("location", before?.EntityMetadata?.Location, after?.EntityMetadata?.Location),
        AuditChange.Of<object>("scheduled_start_time", before?.ScheduledStartTime, after?.ScheduledStartTime),
        AuditChange.Of<object>("scheduled_end_time", before?.ScheduledEndTime, after?.ScheduledEndTime),
        AuditChange.Of<int?>("entity_type", (int?)before?.EntityType, (int?)after?.EntityType),
        AuditChange.Of<int?>("status", (int?)before?.Status, (int?)after?.Status),
        AuditChange.Of<int?>("privacy_level", before?.PrivacyLevel, after?.PrivacyLevel),
        AuditChange.Of("image_hash", before?.Image, after?.Image));

    private static void DropOldest(GuildTurn turn)
    {
        var finished = turn.State.Documents.Of(EventRecord.Kind).Values.Where(record => record.IsFinished).OrderBy(record => record.Id.Number).ToArray();
        foreach (var old in finished.SkipLast(Limits.FinishedEventsPerGuild))
        {
            turn.Remove(EventRecord.Kind, old.Id.Number);
            turn.Row(new DeleteEventUsers(old.Id, null));
        }
    }
}
