using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Community.PrivateChannels;
using Guildhall.Community.User;
using Guildhall.Community.VoiceStates;

namespace Guildhall.Community.Calls;

/// <summary>
/// Gateway op 4 without a guild: a session joins the call of a private channel, changes its flags there, or (without a channel) leaves
/// whatever it is in. It goes by the user's actor, which knows the session and where it is.
/// </summary>
public sealed record UpdateCall(SessionRef Session, ChannelId? Channel, bool SelfMute, bool SelfDeaf, bool SelfVideo) : IUserCommand
{
    /// <summary>Reads op 4's d; null when it names a guild.</summary>
    public static UpdateCall? Read(JsonElement request, SessionRef session)
    {
        if (!UpdateVoice.TryId(request, "guild_id", out var guild) || guild is not null || !UpdateVoice.TryId(request, "channel_id", out var channel)) return null;
        return new UpdateCall(
            session,
            channel is { } id ? new ChannelId(id) : null,
            UpdateVoice.Flag(request, "self_mute"),
            UpdateVoice.Flag(request, "self_deaf"),
            UpdateVoice.Flag(request, "self_video"));
    }

    public ValueTask RunOn(UserTurn turn)
    {
        // Bots are in no calls.
        if (turn.State.Sessions.FirstOrDefault(open => open.Session.Session == Session) is not { Session.IsBot: false }) return ValueTask.CompletedTask;
        if (Channel is { } channel)
        {
            var house = new GuildId(channel.Value);
            var known = turn.State.Voice ?? default;
            if (known.Asked is { } other && other != house) turn.TellGuild(other, new LeaveVoice(turn.State.Id, Session, null));
            turn.State.Voice = known with { Asked = house };
            turn.TellGuild(house, new SitInCall(Session, turn.State.Id, channel, SelfMute, SelfDeaf, SelfVideo));
            return ValueTask.CompletedTask;
        }

        if (turn.State.Voice is not { } place) return ValueTask.CompletedTask;
        foreach (var house in new[] { place.House, place.Asked }.OfType<GuildId>().Distinct()) turn.TellGuild(house, new LeaveVoice(turn.State.Id, Session, null));
        return ValueTask.CompletedTask;
    }
}

/// <summary>Where a person is in voice, as its actor knows it.</summary>
/// <param name="House">The guild or private channel where it sits; null for none.</param>
/// <param name="Number">Which of its seats that is.</param>
/// <param name="Asked">The private channel that it last wanted to be in; it may have been refused there.</param>
public readonly record struct VoicePlace(GuildId? House, ulong Number, GuildId? Asked);

/// <summary>A private channel is asked for a seat in its call. What is not allowed is passed over in silence.</summary>
public sealed record SitInCall(SessionRef Session, UserId User, ChannelId Channel, bool SelfMute, bool SelfDeaf, bool SelfVideo) : IGuildCommand, IAlsoInPrivate
{
    public async ValueTask RunOn(GuildTurn turn)
    {
        if (turn.State.Private?.Recipients.ContainsKey(User) != true || PrivateHouse.IdOf(turn.State) != Channel) return;
        var before = turn.State.Voice.Of(User);
        if (before is null && !await CallRules.MayCall(turn, User)) return;
        var seat = (before ?? new VoiceSeat(User, Channel, Session)) with { Session = Session, SelfMute = SelfMute, SelfDeaf = SelfDeaf, SelfVideo = SelfVideo };
        if (seat == before) VoiceMoves.Repeat(turn, seat);
        else PrivateCalls.Seat(turn, seat, isAsked: true);
    }
}

/// <summary>A user's session leaves voice in a house: by its own wish, or since the user has sat down elsewhere.</summary>
/// <param name="User">Who.</param>
/// <param name="Session">Only the seat of this session; null for any.</param>
/// <param name="Number">Only this seat; null for any.</param>
public sealed record LeaveVoice(UserId User, SessionRef? Session, ulong? Number) : IGuildCommand, IAlsoInPrivate
{
    public ValueTask RunOn(GuildTurn turn)
    {
        if (turn.State.Voice.Of(User) is not { } seat) return ValueTask.CompletedTask;
        if ((Session is null || Session == seat.Session) && (Number is null || Number == seat.Number)) VoiceMoves.Leave(turn, User);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A person has sat down somewhere: it is in one place at a time, and gets up when the session is gone. Bots may be in a channel of each guild.</summary>
public sealed record VoiceTaken(GuildId House, SessionRef Session, ulong Number) : IUserCommand
{
    public ValueTask RunOn(UserTurn turn)
    {
        if (turn.State.Sessions.FirstOrDefault(open => open.Session.Session == Session) is not { } open)
        {
            turn.TellGuild(House, new LeaveVoice(turn.State.Id, Session, null));
            return ValueTask.CompletedTask;
        }

        if (open.Session.IsBot) return ValueTask.CompletedTask;
        var known = turn.State.Voice ?? default;
        // Houses tell of their seats in no common order: the seat that was taken later is where the person is.
        if (known.House is { } later && later != House && known.Number > Number)
        {
            turn.TellGuild(House, new LeaveVoice(turn.State.Id, null, Number));
            return ValueTask.CompletedTask;
        }

        if (known.House is { } former && former != House) turn.TellGuild(former, new LeaveVoice(turn.State.Id, null, known.Number));
        turn.State.Voice = known with { House = House, Number = Number };
        return ValueTask.CompletedTask;
    }

    /// <summary>Tells a person's actor something of its seat; what bots do is nobody's business there.</summary>
    internal static void Tell(GuildTurn turn, UserId user, IUserCommand command)
    {
        if (turn.State.Users.GetValueOrDefault(user)?.Bot != true) turn.TellUserActor(user, command);
    }

    /// <summary>After a session was closed: guilds are told by themselves, private channels by this.</summary>
    internal static void Closed(UserTurn turn, SessionRef session)
    {
        if (turn.State.Voice is not { } place) return;
        foreach (var house in new[] { place.House, place.Asked }.OfType<GuildId>().Distinct().Where(house => !turn.State.Guilds.Contains(house)))
            turn.TellGuild(house, new LeaveVoice(turn.State.Id, session, null));
        if (turn.State.Sessions.Count == 0) turn.State.Voice = null;
    }
}

/// <summary>A person sits where it sat no longer.</summary>
public sealed record VoiceGone(GuildId House, ulong Number) : IUserCommand
{
    public ValueTask RunOn(UserTurn turn)
    {
        if (turn.State.Voice is not { } place) return ValueTask.CompletedTask;
        if (place.House == House && place.Number == Number) place = place with { House = null, Number = 0, Asked = place.Asked == House ? null : place.Asked };
        turn.State.Voice = place.House is null && place.Asked is null ? null : place;
        return ValueTask.CompletedTask;
    }
}

/// <summary>Gateway op 13: what call goes on in a private channel, answered by CALL_CREATE when there is one.</summary>
public sealed record ConnectCall(SessionRef Session, UserId User) : IGuildCommand, IAlsoInPrivate
{
    /// <summary>Reads op 13's d; null when it names no channel.</summary>
    public static (GuildId House, ConnectCall Command)? Read(JsonElement request, SessionRef session, UserId user) =>
        UpdateVoice.TryId(request, "channel_id", out var channel) && channel is { } id ? (new GuildId(id), new ConnectCall(session, user)) : null;

    public ValueTask RunOn(GuildTurn turn)
    {
        if (turn.State.Private?.Recipients.ContainsKey(User) != true || PrivateCalls.Of(turn.State) is not { } call) return ValueTask.CompletedTask;
        var dispatch = GuildTurn.Encoded(DispatchCatalogue.CallCreate, PrivateCalls.WithStates(turn.State, call), CallJson.Default.CallPayload);
        turn.Effect(cancel => turn.Services.Relay.Send([Session], dispatch, cancel));
        return ValueTask.CompletedTask;
    }
}
