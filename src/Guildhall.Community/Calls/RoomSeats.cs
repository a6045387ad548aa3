using Guildhall.Community.Guild;
using Guildhall.Community.VoiceStates;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Calls;

/// <summary>
/// Keeps the rooms of a house in step with its seats: each seat is told once, and again whenever something of it is different.
/// What is told follows the events of its turn.
/// </summary>
internal static class RoomSeats
{
    /// <summary>Tells the room of a seat; the room it was in before, if it was another, is told that it has left.</summary>
    /// <param name="turn">The turn that it happens in.</param>
    /// <param name="seat">As it is now.</param>
    /// <param name="wantsServer">The client wants to be told where to connect.</param>
    /// <param name="isAsked">The client itself brought it about, by op 4.</param>
    /// <param name="isGuess">Nobody asked for it: see <see cref="RoomSeat.IsGuess"/>.</param>
    public static void Sit(GuildTurn turn, VoiceSeat seat, bool wantsServer = false, bool isAsked = false, bool isGuess = false)
    {
        if (Picture(turn, seat) is not { } now) return;
        var told = turn.State.Voice.Told(seat.User);
        if (told == now && !wantsServer && !isAsked) return;
        if (told is not null && told.Channel != now.Channel) Leave(turn, told.Channel, seat.User);
        turn.State.Voice.Tell(now);
        var sent = now with { WantsServer = wantsServer, IsAsked = isAsked, IsGuess = isGuess };
        turn.Effect(cancel => turn.Services.Rooms.Seat(sent, cancel));
        LookAgainAfterTimeout(turn, seat.User);
    }

    /// <summary>Tells a room that somebody is no longer in it.</summary>
    public static void Leave(GuildTurn turn, ChannelId channel, UserId user)
    {
        turn.State.Voice.TellNoMore(user);
        turn.Effect(cancel => turn.Services.Rooms.Leave(channel, user, cancel));
    }

    /// <summary>Tells every room of a house that is about to end that nobody is in it.</summary>
    public static void LeaveAll(GuildTurn turn)
    {
        foreach (var seat in turn.State.Voice.All.ToArray()) Leave(turn, seat.Channel, seat.User);
    }

    /// <summary>Compares what those who sit may do now with what was told; <paramref name="users"/> is null for everybody.</summary>
    public static void Refresh(GuildTurn turn, IReadOnlyCollection<UserId>? users)
    {
        VoiceSeat[] seats = users is null ? [.. turn.State.Voice.All] : [.. users.Select(turn.State.Voice.Of).OfType<VoiceSeat>()];
        foreach (var seat in seats)
        {
            var allowed = Allowed(turn, seat);
            Idling.Watch(turn, seat);
            if (allowed == seat) Sit(turn, seat);
            else VoiceMoves.Change(turn, allowed);
        }
    }

    /// <summary>The seat without what its member may not (any longer) do.</summary>
    public static VoiceSeat Allowed(GuildTurn turn, VoiceSeat seat)
    {
        if (turn.State.IsPrivate || !turn.State.Channels.TryGetValue(seat.Channel, out var channel) || !turn.State.Members.TryGetValue(seat.User, out var member)) return seat;
        var held = turn.State.PermissionsIn(channel, member, turn.Now);
        var isStage = channel.Type == ChannelType.GuildStageVoice;
        var isAfk = turn.State.Guild.AfkChannelId == channel.Id;
        if (!held.Has(Permissions.Stream) || isAfk || (isStage && seat.Suppress)) seat = seat with { SelfVideo = false, SelfStream = false };
        if (seat.SelfVideo && !HasRoomForVideo(turn.State, seat, isStage)) seat = seat with { SelfVideo = false };
        // A stage lets people speak one by one.
        return isStage ? seat : seat with { Suppress = isAfk || !held.Has(Permissions.Speak) };
    }

    private static bool HasRoomForVideo(GuildState guild, VoiceSeat seat, bool isStage)
    {
        var most = isStage ? guild.Guild.MaxStageVideoChannelUsers : guild.Guild.MaxVideoChannelUsers;
        return guild.Voice.In(seat.Channel).Count(other => other.SelfVideo && other.User != seat.User) < most;
    }

    private static RoomSeat? Picture(GuildTurn turn, VoiceSeat seat)
    {
        if (turn.State.FindChannel(seat.Channel) is not { } channel) return null;
        return new RoomSeat(turn.GuildId, seat.Channel, seat.User, seat.Session, seat.SessionName, RightsOf(turn, channel, seat))
        {
            IsPrivate = turn.State.IsPrivate,
            IsStage = channel.Type == ChannelType.GuildStageVoice,
            Bitrate = channel.Bitrate ?? Limits.StageBitrateMax,
            Region = channel.RtcRegion.Value,
        };
    }

    private static RoomRights RightsOf(GuildTurn turn, ChannelPayload channel, VoiceSeat seat)
    {
        var member = turn.State.Members.GetValueOrDefault(seat.User);
        var held = turn.State.IsPrivate ? PermissionMath.InPrivate : member is null ? Permissions.None : turn.State.PermissionsIn(channel, member, turn.Now);
        if (!turn.State.IsPrivate && turn.State.Guild.AfkChannelId == channel.Id) held &= ~(Permissions.Speak | Permissions.Stream);
        return Rights(held, seat, member?.Mute == true, member?.Deaf == true, channel.Type == ChannelType.GuildStageVoice);
    }

    /// <summary>What a seat may do in its room. On a stage whoever is no audience speaks, and by voice activity.</summary>
    internal static RoomRights Rights(Permissions held, VoiceSeat seat, bool isMute, bool isDeaf, bool isStage)
    {
        var rights = RoomRights.None;
        if (!seat.Suppress && !seat.SelfMute && !isMute && (held.Has(Permissions.Speak) || (isStage && held.Has(Permissions.Connect)))) rights |= RoomRights.Speak;
        if (!seat.SelfDeaf && !isDeaf) rights |= RoomRights.Hear;
        if (!(isStage && seat.Suppress) && held.Has(Permissions.Stream)) rights |= RoomRights.Stream;
        if (!isStage && held.Has(Permissions.PrioritySpeaker)) rights |= RoomRights.Priority;
        if (isStage || held.Has(Permissions.UseVad)) rights |= RoomRights.VoiceActivity;
        return rights;
    }

    // The end of a timeout is no change of anything that is stored.
    private static void LookAgainAfterTimeout(GuildTurn turn, UserId user)
    {
        if (turn.State.Members.GetValueOrDefault(user)?.TimedOutUntil is not { } until || until <= turn.Now) return;
        if (turn.State.Voice.LooksAgain(user, until)) turn.TellSelfAfter(until - turn.Now, new RecheckSeat(user));
    }
}

/// <summary>Time has passed that may have changed what somebody may do in voice.</summary>
public sealed record RecheckSeat(UserId User) : IGuildCommand
{
    public ValueTask RunOn(GuildTurn turn)
    {
        RoomSeats.Refresh(turn, [User]);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The house has just been loaded with people in its voice channels: their rooms hear of them, and they of their rooms.</summary>
public sealed record ReseatVoice : IGuildCommand, IAlsoInPrivate
{
    public ValueTask RunOn(GuildTurn turn)
    {
        turn.TellSelfAfter(VoiceReturn.Window, new EndVoiceReturn());
        foreach (var seat in turn.State.Voice.All.ToArray())
        {
            // The seats of sessions that have not come along are left by their own way.
            if (!turn.State.IsPrivate && turn.Sessions.Find(seat.Session) is null) continue;
            if (!turn.State.IsPrivate) Idling.Heard(turn, seat, isHeard: false);
            RoomSeats.Sit(turn, seat, wantsServer: true);
            VoiceTaken.Tell(turn, seat.User, new VoiceTaken(turn.GuildId, seat.Session, seat.Number));
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>
/// The voice side tells that somebody's connection to a room is gone for good: the seat goes with it, unless it has been taken by another
/// session, or in another channel, since.
/// </summary>
public sealed record EndVoice(ChannelId Channel, UserId User, string SessionName) : IGuildCommand, IAlsoInPrivate
{
    public ValueTask RunOn(GuildTurn turn)
    {
        if (turn.State.Voice.Of(User) is { } seat && seat.Channel == Channel && seat.SessionName == SessionName) VoiceMoves.Leave(turn, User);
        return ValueTask.CompletedTask;
    }
}
