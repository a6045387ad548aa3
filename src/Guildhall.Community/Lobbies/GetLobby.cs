using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>GET /lobbies/{lobby_id}.</summary>
public static class GetLobby
{
    public static void Map(ApiRoutes api) => api.Get("/lobbies/{lobby_id}", Handle);

    public sealed record Command(LobbyCaller Caller) : IGuildCommand<LobbyView>, IAlsoInPrivate
    {
        public ValueTask<Result<LobbyView>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<LobbyView> Decide(GuildTurn turn)
        {
            var entry = LobbyHouse.Enter(turn, Caller);
            return entry.IsOk ? LobbyHouse.Shown(turn, entry.Value!) : entry.Failure;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var asked = LobbyCaller.Bot(request);
        var lobby = request.Id<LobbyId>("lobby_id");
        if ((asked.Failure ?? request.Failure) is { } refused) return refused;
        return await LobbyDoor.Answer(request, asked.Value!, await LobbyDoor.Ask(request, lobby, new Command(asked.Value!)));
    }
}
