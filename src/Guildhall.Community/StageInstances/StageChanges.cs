using System.Text.Json.Serialization;
using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Alarms;
using Guildhall.Community.Guild.Documents;
using Guildhall.Community.Messages;
using Guildhall.Community.ScheduledEvents;

namespace Guildhall.Community.StageInstances;

/// <summary>Opening, changing and closing of stages, with what is told of it.</summary>
internal static class StageChanges
{
    /// <summary>What a stage moderator has in the channel.</summary>
    public const Permissions OfModerators = Permissions.ManageChannels | Permissions.MuteMembers | Permissions.MoveMembers;

    /// <summary>Open stages by the channel they are in.</summary>
    public static readonly GuildDocumentKind<StageInstancePayload> Kind = new("stage_instance", StageJson.Default.StageInstancePayload);

    public static StageInstancePayload? Of(GuildState guild, ChannelId channel) => guild.Documents.Find(Kind, channel.Number);

    /// <summary>Opens a stage; the event it belongs to begins.</summary>
    public static StageInstancePayload Open(GuildTurn turn, ChannelId channel, UserId by, string topic, ScheduledEventId? forEvent)
    {
        var opened = new StageInstancePayload
        {
            Id = new StageInstanceId(turn.NextId()),
            GuildId = turn.GuildId,
            ChannelId = channel,
            Topic = topic,
            GuildScheduledEventId = forEvent,
        };
        turn.Put(Kind, channel.Number, opened);
        turn.Log("STAGE_INSTANCE_CREATE", LogFacts.Channel(channel));
        turn.TellViewers(channel, DispatchCatalogue.StageInstanceCreate, opened, PayloadJson.Default.StageInstancePayload);
        SystemMessages.Stage(turn, channel, MessageType.StageStart, by, topic);
        if (turn.State.Voice.Count(channel) == 0) StageClock.Emptied(turn, channel);
        return opened;
    }

    public static void Update(GuildTurn turn, StageInstancePayload after, UserId by, bool hasNewTopic)
    {
        turn.Put(Kind, after.ChannelId.Number, after);
        turn.Log("STAGE_INSTANCE_UPDATE", LogFacts.Channel(after.ChannelId));
        turn.TellViewers(after.ChannelId, DispatchCatalogue.StageInstanceUpdate, after, PayloadJson.Default.StageInstancePayload);
        if (hasNewTopic) SystemMessages.Stage(turn, after.ChannelId, MessageType.StageTopic, by, after.Topic);
    }

    /// <summary>Closes a stage; the event it belongs to ends. <paramref name="by"/> is null when it closes by itself.</summary>
    public static void Close(GuildTurn turn, StageInstancePayload closed, UserId? by, bool channelGoes = false)
    {
        turn.Remove(Kind, closed.ChannelId.Number);
        turn.ClearAlarm(StageClock.Alarm, closed.ChannelId.Number);
        turn.Log("STAGE_INSTANCE_DELETE", LogFacts.Channel(closed.ChannelId));
        if (channelGoes)
        {
            turn.TellHolders(Permissions.ViewChannel, closed.ChannelId, DispatchCatalogue.StageInstanceDelete, closed, PayloadJson.Default.StageInstancePayload);
            return;
        }

        turn.TellViewers(closed.ChannelId, DispatchCatalogue.StageInstanceDelete, closed, PayloadJson.Default.StageInstancePayload);
        if (by is { } user) SystemMessages.Stage(turn, closed.ChannelId, MessageType.StageEnd, user, closed.Topic);
        if (closed.GuildScheduledEventId is { } id && turn.State.Documents.Find(EventRecord.Kind, id.Number) is { Event.Status: ScheduledEventStatus.Active } record)
            EventChanges.Update(turn, record, EventClock.Ended(record, ScheduledEventStatus.Completed, turn.Now));
    }

    /// <summary>Closes the stage of a channel that is about to go.</summary>
    public static void ChannelGoes(GuildTurn turn, ChannelId channel)
    {
        if (Of(turn.State, channel) is { } open) Close(turn, open, null, channelGoes: true);
    }

    /// <summary>"Somebody speaks now", while the stage is open.</summary>
    public static void Speaks(GuildTurn turn, ChannelId channel, UserId speaker)
    {
        if (Of(turn.State, channel) is { } open) SystemMessages.Stage(turn, channel, MessageType.StageSpeaker, speaker, open.Topic);
    }

    /// <summary>Tells sessions that came to see a channel, or see it no longer, whether its stage is open.</summary>
    public static void ViewersMoved(GuildTurn turn, IReadOnlyList<Cluster.Relay.SessionRef> sessions, ChannelId channel, bool gained)
    {
        if (Of(turn.State, channel) is not { } open) return;
        var kind = gained ? DispatchCatalogue.StageInstanceCreate : DispatchCatalogue.StageInstanceDelete;
        var dispatch = GuildTurn.Encoded(kind, open, PayloadJson.Default.StageInstancePayload);
        turn.Effect(cancel => turn.Services.Relay.Send(sessions, dispatch, cancel));
    }
}

/// <summary>Closes stages that everybody has left for some minutes.</summary>
internal static class StageClock
{
    public static readonly AlarmKind Alarm = new("stage_instance", Ring);

    public static void Emptied(GuildTurn turn, ChannelId channel)
    {
        if (StageChanges.Of(turn.State, channel) is not null) turn.SetAlarm(Alarm, channel.Number, turn.Now + EventClock.GraceWhenEmpty);
    }

    public static void Occupied(GuildTurn turn, ChannelId channel) => turn.ClearAlarm(Alarm, channel.Number);

    private static ValueTask Ring(GuildTurn turn, ulong id)
    {
        var channel = new ChannelId(id);
        if (StageChanges.Of(turn.State, channel) is { } open && turn.State.Voice.Count(channel) == 0) StageChanges.Close(turn, open, null);
        return ValueTask.CompletedTask;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StageInstancePayload))]
internal sealed partial class StageJson : JsonSerializerContext;
