using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>
/// PATCH /lobbies/{lobby_id}/channel-linking: links the lobby with a text channel, or with none when channel_id is absent or null. For
/// the application's bot, and for members with the flag for it; the channel asks for rights of its own.
/// </summary>
public static class LinkLobbyChannel
{
    public static void Map(ApiRoutes api) => api.Patch("/lobbies/{lobby_id}/channel-linking", Handle, LobbyCaller.Per(10, 10));

    /// <summary>Checks that the caller may link the lobby; answers it as it is.</summary>
    public sealed record MayLink(LobbyCaller Caller) : IGuildCommand<LobbyView>, IAlsoInPrivate
    {
        public ValueTask<Result<LobbyView>> Run(GuildTurn turn)
        {
            var entry = Enter(turn, Caller);
            return ValueTask.FromResult<Result<LobbyView>>(entry.IsOk ? LobbyHouse.Shown(turn, entry.Value!) : entry.Failure);
        }
    }

    /// <summary>The lobby's side of the new link; the old channel is let go.</summary>
    public sealed record Command(LobbyCaller Caller, LobbyLink? Link) : IGuildCommand<LobbyView>, IAlsoInPrivate
    {
        public ValueTask<Result<LobbyView>> Run(GuildTurn turn)
        {
            var entry = Enter(turn, Caller);
            if (!entry.IsOk) return ValueTask.FromResult<Result<LobbyView>>(entry.Failure);
            var lobby = entry.Value!;
            if (lobby.Link is { } old && old.Channel != Link?.Channel) LinkedChannels.Release(turn, lobby.Id, old);
            return ValueTask.FromResult<Result<LobbyView>>(LobbyHouse.Shown(turn, LobbyHouse.Touch(turn, lobby with { Link = Link })));
        }
    }

    private static Result<LobbyRecord> Enter(GuildTurn turn, LobbyCaller caller)
    {
        var entry = LobbyHouse.Enter(turn, caller);
        if (!entry.IsOk || caller.IsBot) return entry;
        var mayLink = (LobbyHouse.MemberOf(turn.State, caller.User)!.Flags & LobbyMemberRecord.CanLink) != 0;
        return mayLink ? entry : new Failure.MissingPermissions();
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var asked = LobbyCaller.Any(request);
        if (!asked.IsOk) return asked.Failure;
        var id = request.Id<LobbyId>("lobby_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var channel = read.Value!.Id<ChannelId>("channel_id").Value;
        if ((request.Failure ?? read.Value.Failure) is { } invalid) return invalid;
        var caller = asked.Value!;
        var before = await LobbyDoor.Ask(request, id, new MayLink(caller));
        if (!before.IsOk) return before.Failure;
        LobbyLink? link = null;
        if (channel is { } wanted)
        {
            var claimed = await request.House.Guilds.Ask(wanted, new LinkedChannels.Claim(wanted, id, caller.Application, request.Caller), request.Cancel);
            if (!claimed.IsOk) return claimed.Failure;
            link = new LobbyLink(claimed.Value!.GuildId!.Value, wanted, caller.User, caller.IsBot);
        }

        return await LobbyDoor.Answer(request, caller, await LobbyDoor.Ask(request, id, new Command(caller, link)));
    }
}
