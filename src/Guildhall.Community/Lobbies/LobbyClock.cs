using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Alarms;
using Guildhall.Community.User;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>
/// Ends lobbies that nobody needs. A lobby in which nothing was said, joined or changed for its idle time asks its members' actors
/// whether they are here; when none of them answers it ends.
/// </summary>
internal static class LobbyClock
{
    /// <summary>How long answers are waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static readonly AlarmKind Alarm = new("lobby_idle", Ring);

    public static void Set(GuildTurn turn, LobbyRecord lobby) =>
        turn.SetAlarm(Alarm, lobby.Id.Number, lobby.ActiveAt.AddSeconds(lobby.IdleSeconds));

    /// <summary>Asked of a member: a user with a session here says so.</summary>
    public sealed record AnybodyHere(LobbyId Lobby) : IUserCommand
    {
        public ValueTask RunOn(UserTurn turn)
        {
            if (turn.State.Sessions.Count > 0) turn.TellGuild(new GuildId(Lobby.Value), new SomebodyHere());
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A member is here: the lobby stays for another idle time.</summary>
    public sealed record SomebodyHere : IGuildCommand, IAlsoInPrivate
    {
        public ValueTask RunOn(GuildTurn turn)
        {
            if (LobbyHouse.Find(turn.State) is { AskedAt: not null } lobby) LobbyHouse.Touch(turn, lobby);
            return ValueTask.CompletedTask;
        }
    }

    private static ValueTask Ring(GuildTurn turn, ulong id)
    {
        if (LobbyHouse.Find(turn.State) is not { } lobby) return ValueTask.CompletedTask;
        var said = turn.State.Channels[new ChannelId(lobby.Id.Value)].LastMessageId?.Value.CreatedAt ?? lobby.ActiveAt;
        var due = (said > lobby.ActiveAt ? said : lobby.ActiveAt).AddSeconds(lobby.IdleSeconds);
        if (due > turn.Now)
        {
            turn.SetAlarm(Alarm, id, due);
        }
        else if (lobby.AskedAt is null)
        {
            turn.Put(LobbyKinds.Lobby, id, lobby with { AskedAt = turn.Now });
            turn.SetAlarm(Alarm, id, turn.Now + Patience);
            foreach (var member in turn.State.Documents.Of(LobbyKinds.Member).Values) turn.TellUserActor(member.User, new AnybodyHere(lobby.Id));
        }
        else
        {
            LobbyHouse.End(turn, lobby);
        }

        return ValueTask.CompletedTask;
    }
}
