using Guildhall.Cluster.Relay;
using Guildhall.Community.Calls;
using Guildhall.Community.Guild;
using Guildhall.Community.ScheduledEvents;
using Guildhall.Community.StageInstances;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.VoiceStates;

/// <summary>What every coming, moving and leaving in voice does: the seat, and VOICE_STATE_UPDATE to those who see the channel.</summary>
internal static class VoiceMoves
{
    /// <summary>True for the kinds of channel that people are in.</summary>
    public static bool IsVoice(ChannelType type) => type is ChannelType.GuildVoice or ChannelType.GuildStageVoice;

    /// <summary>Seats a member in a channel, wherever it was before. On a stage one begins in the audience.</summary>
    /// <param name="turn">The turn that it happens in.</param>
    /// <param name="seat">Where, and how.</param>
    /// <param name="isAsked">True when the client itself asked for it, by op 4.</param>
    /// <param name="isGuess">True when nobody asked for it: see <see cref="RoomSeat.IsGuess"/>.</param>
    public static void Seat(GuildTurn turn, VoiceSeat seat, bool isAsked = false, bool isGuess = false)
    {
        var before = turn.State.Voice.Of(seat.User);
        var isNewThere = before?.Channel != seat.Channel;
        if (isNewThere) seat = seat with { Suppress = BeginsSuppressed(turn, seat), RequestToSpeak = null, SelfStream = false, IsStreamPaused = false };
        if (isNewThere || before?.Session != seat.Session) seat = seat with { Number = turn.NextId().Value };
        seat = RoomSeats.Allowed(turn, seat);
        if (before is { SelfStream: true } && !seat.SelfStream) Streams.Ended(turn, before);
        if (before is not null && isNewThere) Empty(turn, before);
        var isFirst = turn.State.Voice.Put(seat, turn.Now);
        turn.Welcome.Changed();
        Tell(turn, before, seat);
        if (isFirst) TellStart(turn, seat.Channel, turn.Now.ToUnixTimeSeconds());
        if (isNewThere) Occupied(turn, seat.Channel);
        RoomSeats.Sit(turn, seat, wantsServer: before?.Number != seat.Number, isAsked, isGuess);
        if (isNewThere) Idling.Heard(turn, seat, isHeard: false);
        if (before?.Number != seat.Number) VoiceTaken.Tell(turn, seat.User, new VoiceTaken(turn.GuildId, seat.Session, seat.Number));
    }

    /// <summary>A client asks for the seat that it has: it is told again what it was told when it came. How often that happens is bounded.</summary>
    public static void Repeat(GuildTurn turn, VoiceSeat seat)
    {
        if (!turn.State.Voice.MayRepeat(seat.User, turn.Now)) return;
        Send(turn, [seat.Session], seat.Shown(turn.State));
        RoomSeats.Sit(turn, seat, wantsServer: true, isAsked: true);
    }

    /// <summary>Changes what a seated member may do.</summary>
    public static void Change(GuildTurn turn, VoiceSeat seat)
    {
        if (turn.State.Voice.Of(seat.User) is { SelfStream: true } before && !seat.SelfStream) Streams.Ended(turn, before);
        if (turn.State.IsPrivate)
        {
            PrivateCalls.Changed(turn, seat);
            return;
        }

        turn.State.Voice.Put(seat, turn.Now);
        turn.Welcome.Changed();
        Tell(turn, seat, seat);
        RoomSeats.Sit(turn, seat);
    }

    /// <summary>Takes a member out of voice; nothing when it is in no channel.</summary>
    public static void Leave(GuildTurn turn, UserId user)
    {
        if (turn.State.IsPrivate)
        {
            PrivateCalls.Leave(turn, user);
            return;
        }

        if (turn.State.Voice.Of(user) is not { } seat) return;
        Streams.Ended(turn, seat);
        Empty(turn, seat);
        turn.Welcome.Changed();
        Tell(turn, seat, null);
        RoomSeats.Leave(turn, seat.Channel, user);
        VoiceTaken.Tell(turn, user, new VoiceGone(turn.GuildId, seat.Number));
    }

    /// <summary>Takes everybody out of a channel that is about to go.</summary>
    public static void ChannelGoes(GuildTurn turn, ChannelId channel)
    {
        foreach (var seat in turn.State.Voice.In(channel).ToArray()) Leave(turn, seat.User);
    }

    /// <summary>Tells sessions that came to see a channel, or see it no longer, who is in it.</summary>
    public static void ViewersMoved(GuildTurn turn, IReadOnlyList<SessionRef> sessions, UserId viewer, ChannelId channel, bool gained)
    {
        foreach (var seat in turn.State.Voice.In(channel).Where(seat => seat.User != viewer))
        {
            var dispatch = GuildTurn.Encoded(DispatchCatalogue.VoiceStateUpdate, seat.Shown(turn.State, isThere: gained), PayloadJson.Default.VoiceStatePayload);
            turn.Effect(cancel => turn.Services.Relay.Send(sessions, dispatch, cancel));
        }
    }

    /// <summary>True when the member may come to the channel: it sees it, may connect, and there is room.</summary>
    public static bool MayJoin(GuildTurn turn, MemberRow member, ChannelPayload channel)
    {
        var held = turn.State.PermissionsIn(channel, member, turn.Now);
        if (!IsVoice(channel.Type) || !held.Has(Permissions.ViewChannel | Permissions.Connect)) return false;
        // Who may move others in may also come into a full channel.
        return channel.UserLimit is not > 0 || turn.State.Voice.Count(channel.Id) < channel.UserLimit || held.Has(Permissions.MoveMembers);
    }

    // In other channels whoever has SPEAK begins with it.
    private static bool BeginsSuppressed(GuildTurn turn, VoiceSeat seat) =>
        turn.State.Channels.TryGetValue(seat.Channel, out var channel) && channel.Type == ChannelType.GuildStageVoice;

    private static void Empty(GuildTurn turn, VoiceSeat seat)
    {
        if (!turn.State.Voice.Remove(seat)) return;
        TellStart(turn, seat.Channel, null);
        Channels.SetVoiceStatus.Emptied(turn, seat.Channel);
        EventClock.PeopleMoved(turn, seat.Channel);
        StageClock.Emptied(turn, seat.Channel);
    }

    private static void Occupied(GuildTurn turn, ChannelId channel)
    {
        EventClock.PeopleMoved(turn, channel);
        StageClock.Occupied(turn, channel);
    }

    // Those who see where it went are told so; those who only saw where it was see it leave. Oneself always knows where one is.
    private static void Tell(GuildTurn turn, VoiceSeat? before, VoiceSeat? after)
    {
        var shown = (after ?? before!).Shown(turn.State, isThere: after is not null);
        if (after is not null) turn.TellViewers(after.Channel, DispatchCatalogue.VoiceStateUpdate, shown, PayloadJson.Default.VoiceStatePayload);
        if (before is not null && before.Channel != after?.Channel)
        {
            var gone = before.Shown(turn.State, isThere: false);
            Send(turn, turn.Sessions.Seeing(before.Channel, after?.Channel, before.User), gone);
        }

        var user = (after ?? before!).User;
        var isTold = after is not null && turn.Sessions.Sees(user, after.Channel);
        Send(turn, isTold ? turn.Sessions.PassiveOf(user) : turn.Sessions.Of(user), shown);
        turn.Passive.VoiceMoved(turn, user, before);
        // Whoever is in voice looks at the guild, whatever its client says.
        if (before is not null) turn.Sessions.LookAgain(turn, before.Session);
        if (after is not null && after.Session != before?.Session) turn.Sessions.LookAgain(turn, after.Session);
    }

    private static void Send(GuildTurn turn, IReadOnlyList<SessionRef> sessions, VoiceStatePayload shown)
    {
        if (sessions.Count == 0) return;
        var dispatch = GuildTurn.Encoded(DispatchCatalogue.VoiceStateUpdate, shown, PayloadJson.Default.VoiceStatePayload);
        turn.Effect(cancel => turn.Services.Relay.Send(sessions, dispatch, cancel));
    }

    private static void TellStart(GuildTurn turn, ChannelId channel, long? at) => turn.TellViewers(
        channel, DispatchCatalogue.VoiceChannelStartTimeUpdate, new VoiceStartTimePayload(channel, turn.GuildId, at), VoiceJson.Default.VoiceStartTimePayload);
}
