using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Documents;
using Guildhall.Community.Guilds;
using Guildhall.Community.Messages;
using Guildhall.Community.PrivateChannels;
using Guildhall.Community.VoiceStates;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Calls;

/// <summary>
/// The call of a private channel: it begins with the first who comes or rings, has a message that tells of it, and ends when the last has
/// left. Everything of it is told to the people in the channel.
/// </summary>
internal static class PrivateCalls
{
    private static readonly GuildDocumentKind<CallRecord> Kind = new("call", CallJson.Default.CallRecord);

    /// <summary>The call that goes on; null when there is none.</summary>
    public static CallRecord? Of(GuildState house) => house.Documents.Find(Kind, house.Id.Number);

    /// <summary>Seats somebody in the call, which begins when there is none.</summary>
    public static void Seat(GuildTurn turn, VoiceSeat seat, bool isAsked)
    {
        var before = turn.State.Voice.Of(seat.User);
        var isNewSession = before?.Session != seat.Session;
        if (isNewSession) seat = seat with { Number = turn.NextId().Value };
        turn.State.Voice.Put(seat, turn.Now);
        if (before is null) Joined(turn, seat.User);
        TellState(turn, seat, isThere: true);
        RoomSeats.Sit(turn, seat, wantsServer: isNewSession, isAsked);
        if (isNewSession) VoiceTaken.Tell(turn, seat.User, new VoiceTaken(turn.GuildId, seat.Session, seat.Number));
    }

    /// <summary>Keeps and tells what has changed of a seat.</summary>
    public static void Changed(GuildTurn turn, VoiceSeat seat)
    {
        turn.State.Voice.Put(seat, turn.Now);
        TellState(turn, seat, isThere: true);
        RoomSeats.Sit(turn, seat);
    }

    /// <summary>Takes somebody out of the call, and out of those it rings for; the last one ends it.</summary>
    public static void Leave(GuildTurn turn, UserId user)
    {
        var seat = turn.State.Voice.Of(user);
        if (seat is not null)
        {
            turn.State.Voice.Remove(seat);
            Streams.Ended(turn, seat);
            TellState(turn, seat, isThere: false);
            RoomSeats.Leave(turn, seat.Channel, user);
            VoiceTaken.Tell(turn, user, new VoiceGone(turn.GuildId, seat.Number));
        }

        if (Of(turn.State) is not { } call) return;
        if (seat is not null && turn.State.Voice.IsEmpty) End(turn, call);
        else StopRinging(turn, [user]);
    }

    /// <summary>Rings for people who are not in the call; begins one when there is none.</summary>
    public static void Ring(GuildTurn turn, UserId by, IReadOnlyCollection<UserId> users)
    {
        var call = Of(turn.State) ?? Begin(turn, by);
        UserId[] ringing = [.. call.Ringing.Union(users.Where(user => turn.State.Voice.Of(user) is null))];
        if (ringing.Length == call.Ringing.Count) return;
        Update(turn, call with { Ringing = ringing });
        turn.SetAlarm(CallClock.Alarm, turn.GuildId.Number, turn.Now + Limits.RingTime);
    }

    public static void StopRinging(GuildTurn turn, IReadOnlyCollection<UserId> users)
    {
        if (Of(turn.State) is not { } call || !call.Ringing.Any(users.Contains)) return;
        Update(turn, call with { Ringing = [.. call.Ringing.Where(user => !users.Contains(user))] });
    }

    /// <summary>Keeps what has changed of the call, and tells it.</summary>
    public static void Update(GuildTurn turn, CallRecord call)
    {
        turn.Put(Kind, turn.GuildId.Number, call);
        Tell(turn, DispatchCatalogue.CallUpdate, Shown(turn.State, call), CallJson.Default.CallPayload);
        foreach (var seat in turn.State.Voice.All.ToArray()) RoomSeats.Sit(turn, seat);
    }

    /// <summary>Ends the call; its message tells when.</summary>
    public static void End(GuildTurn turn, CallRecord call)
    {
        turn.Remove(Kind, turn.GuildId.Number);
        turn.ClearAlarm(CallClock.Alarm, turn.GuildId.Number);
        Tell(turn, DispatchCatalogue.CallDelete, new CallEndedPayload(PrivateHouse.IdOf(turn.State)), CallJson.Default.CallEndedPayload);
        turn.TellSelf(new CallMessageChanged(call.Message, new MessageCall(call.Participants, turn.Now)));
    }

    /// <summary>The call with everybody who is in it.</summary>
    public static CallPayload WithStates(GuildState house, CallRecord call) =>
        Shown(house, call) with { VoiceStates = [.. house.Voice.All.Select(seat => seat.Shown(house))] };

    private static void Joined(GuildTurn turn, UserId user)
    {
        if (Of(turn.State) is not { } call)
        {
            Begin(turn, user);
            return;
        }

        if (!call.Participants.Contains(user))
        {
            call = call with { Participants = [.. call.Participants, user] };
            turn.Put(Kind, turn.GuildId.Number, call);
            turn.TellSelf(new CallMessageChanged(call.Message, new MessageCall(call.Participants, null)));
        }

        StopRinging(turn, [user]);
    }

    private static CallRecord Begin(GuildTurn turn, UserId by)
    {
        var channel = turn.State.Channels[PrivateHouse.IdOf(turn.State)];
        var message = new StoredMessage
        {
            Channel = channel.Id,
            Id = new MessageId(turn.NextId()),
            Guild = turn.GuildId,
            Author = by,
            Type = MessageType.Call,
            Extra = new MessageExtra { Call = new MessageCall([by], null) },
        };
        var call = new CallRecord(message.Id, null, [], [by]);
        turn.Put(Kind, turn.GuildId.Number, call);
        turn.SetAlarm(CallClock.Alarm, turn.GuildId.Number, turn.Now + Limits.RingTime);
        NewMessages.Put(turn, message);
        var shown = MessageComposer.Compose(message, turn.State.Users, turn.Services.PublicUrl());
        MessageEvents.Tell(turn, DispatchCatalogue.MessageCreate, channel, shown);
        Tell(turn, DispatchCatalogue.CallCreate, WithStates(turn.State, call), CallJson.Default.CallPayload);
        return call;
    }

    private static CallPayload Shown(GuildState house, CallRecord call) =>
        new(PrivateHouse.IdOf(house), call.Message, call.Region ?? VoiceRegions.Default, call.Ringing);

    private static void TellState(GuildTurn turn, VoiceSeat seat, bool isThere) =>
        Tell(turn, DispatchCatalogue.VoiceStateUpdate, seat.Shown(turn.State, isThere), PayloadJson.Default.VoiceStatePayload);

    private static void Tell<T>(GuildTurn turn, GatewayEvent kind, T payload, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json)
    {
        foreach (var user in turn.State.Private!.Recipients.Keys) PrivateHouse.Tell(turn, user, kind, payload, json);
    }
}
