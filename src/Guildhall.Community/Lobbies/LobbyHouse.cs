using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Lobbies;

/// <summary>
/// A lobby's state within a turn. A lobby is a private channel without recipients, so that everything made for channels is closed to it:
/// whoever enters a channel has to be among its recipients. The commands of lobbies come in here.
/// </summary>
internal static class LobbyHouse
{
    /// <summary>The lobby, for its application's bot and for its members; <paramref name="botOnly"/> for the bot alone.</summary>
    public static Result<LobbyRecord> Enter(GuildTurn turn, LobbyCaller caller, bool botOnly = false)
    {
        if (Find(turn.State) is not { } lobby || lobby.Application != caller.Application) return new Failure.UnknownLobby();
        if (caller.IsBot) return lobby;
        return !botOnly && MemberOf(turn.State, caller.User) is not null ? lobby : new Failure.MissingAccess();
    }

    /// <summary>The lobby that this house is; null when it is something else.</summary>
    public static LobbyRecord? Find(GuildState house) =>
        house.Private?.Channel.Type == ChannelType.Lobby ? house.Documents.Find(LobbyKinds.Lobby, house.Id.Number) : null;

    public static LobbyMemberRecord? MemberOf(GuildState house, UserId user) => house.Documents.Find(LobbyKinds.Member, user.Number);

    /// <summary>A house for a new lobby.</summary>
    public static LobbyRecord Begin(GuildTurn turn, LobbyRecord lobby)
    {
        var row = new PrivateChannelRow { Id = new ChannelId(lobby.Id.Value), Type = ChannelType.Lobby };
        turn.Begin(new GuildState(PrivateSnapshot.Of(new PrivateChannelView(row, [], null), [])));
        turn.Row(new PutPrivateChannel(row));
        turn.Log("LOBBY_CREATE", LogFacts.Channel(row.Id));
        return Touch(turn, lobby);
    }

    /// <summary>Keeps the lobby, which somebody needs now.</summary>
    public static LobbyRecord Touch(GuildTurn turn, LobbyRecord lobby)
    {
        var touched = lobby with { ActiveAt = turn.Now, AskedAt = null };
        turn.Put(LobbyKinds.Lobby, lobby.Id.Number, touched);
        LobbyClock.Set(turn, touched);
        return touched;
    }

    public static void Put(GuildTurn turn, LobbyMemberRecord member) => turn.Put(LobbyKinds.Member, member.User.Number, member);

    public static void Remove(GuildTurn turn, UserId member)
    {
        if (MemberOf(turn.State, member) is not null) turn.Remove(LobbyKinds.Member, member.Number);
    }

    /// <summary>Why so many more members do not fit; null when they do.</summary>
    public static Failure? RefuseMore(GuildTurn turn, IEnumerable<UserId> users)
    {
        var members = turn.State.Documents.Of(LobbyKinds.Member);
        var added = users.Distinct().Count(user => !members.ContainsKey(user.Number));
        return members.Count + added > Limits.MembersPerLobby
            ? new Failure.InvalidForm([new FieldError("members", "BASE_TYPE_MAX_LENGTH", $"Must be {Limits.MembersPerLobby} or fewer in length.")])
            : null;
    }

    /// <summary>Ends the lobby with everything in it.</summary>
    public static void End(GuildTurn turn, LobbyRecord lobby)
    {
        if (lobby.Link is { } link) LinkedChannels.Release(turn, lobby.Id, link);
        turn.TellUserActor(new UserId(lobby.Application.Value), new LobbyRegistry.Release(lobby.Id));
        turn.Row(new DeletePrivateChannel(new ChannelId(lobby.Id.Value)));
        turn.End();
    }

    public static LobbyView Shown(GuildTurn turn, LobbyRecord lobby) =>
        new(lobby, [.. turn.State.Documents.Of(LobbyKinds.Member).Values.OrderBy(member => member.User.Number)]);
}

/// <summary>A lobby with its members, as it leaves its house.</summary>
public sealed record LobbyView(LobbyRecord Lobby, IReadOnlyList<LobbyMemberRecord> Members);
