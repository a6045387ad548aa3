using Guildhall.Community.Guild;
using Guildhall.Community.VoiceStates;

namespace Guildhall.Community.Calls;

/// <summary>
/// Moves to the AFK channel of a guild who has not been heard in voice for its afk_timeout. Bots, stages, and whoever shows a camera or
/// a screen are left alone; and everybody where no voice side tells who is heard.
/// </summary>
internal static class Idling
{
    /// <summary>Begins to watch a seat, or goes on; one look lies ahead of each seat at most.</summary>
    public static void Watch(GuildTurn turn, VoiceSeat seat)
    {
        if (turn.State.Guild.AfkChannelId is not { } afk || afk == seat.Channel || turn.Services.Rooms is NoVoiceRooms) return;
        if (turn.State.Voice.SilentSince(seat.User) is not { } since || !turn.State.Voice.BeginWatch(seat.User)) return;
        var due = since + Timeout(turn) - turn.Now;
        turn.TellSelfAfter(due > TimeSpan.Zero ? due : TimeSpan.Zero, new LookForIdle(seat.User));
    }

    /// <summary>Somebody begins or ceases to be heard, or has just come.</summary>
    public static void Heard(GuildTurn turn, VoiceSeat seat, bool isHeard)
    {
        turn.State.Voice.Heard(seat.User, isHeard ? null : turn.Now);
        if (!isHeard) Watch(turn, seat);
    }

    public static void Look(GuildTurn turn, UserId user)
    {
        turn.State.Voice.EndWatch(user);
        if (turn.State.Voice.Of(user) is not { } seat || turn.State.Voice.SilentSince(user) is not { } since) return;
        if (turn.Now - since < Timeout(turn) || !MayBeMoved(turn.State, seat))
        {
            // Whoever shows something now is looked at again after another such time.
            if (turn.Now - since >= Timeout(turn)) turn.State.Voice.Heard(user, turn.Now);
            Watch(turn, seat);
            return;
        }

        if (turn.State.Guild.AfkChannelId is { } afk && turn.State.Channels.ContainsKey(afk) && afk != seat.Channel) VoiceMoves.Seat(turn, seat with { Channel = afk });
    }

    private static bool MayBeMoved(GuildState guild, VoiceSeat seat) =>
        seat is { SelfVideo: false, SelfStream: false }
        && guild.Channels.GetValueOrDefault(seat.Channel)?.Type == ChannelType.GuildVoice
        && guild.Users.GetValueOrDefault(seat.User)?.Bot != true;

    private static TimeSpan Timeout(GuildTurn turn) => TimeSpan.FromSeconds(turn.State.Guild.AfkTimeout);
}

/// <summary>The voice side tells that somebody begins (true) or ceases to be heard in a channel.</summary>
public sealed record VoiceHeard(ChannelId Channel, UserId User, bool IsHeard) : IGuildCommand, IAlsoInPrivate
{
    public ValueTask RunOn(GuildTurn turn)
    {
        // A room that knows somebody who does not sit there has outlived what the house knew: it is told.
        if (turn.State.Voice.Of(User) is not { } seat || seat.Channel != Channel) turn.Effect(cancel => turn.Services.Rooms.Leave(Channel, User, cancel));
        else if (!turn.State.IsPrivate) Idling.Heard(turn, seat, IsHeard);
        return ValueTask.CompletedTask;
    }
}

/// <summary>Time has passed in which somebody may have been silent.</summary>
public sealed record LookForIdle(UserId User) : IGuildCommand
{
    public ValueTask RunOn(GuildTurn turn)
    {
        Idling.Look(turn, User);
        return ValueTask.CompletedTask;
    }
}
