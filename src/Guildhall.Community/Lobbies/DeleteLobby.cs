using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>DELETE /lobbies/{lobby_id}: the lobby with its members and messages. Where there is none, nothing happens.</summary>
public static class DeleteLobby
{
    public static void Map(ApiRoutes api) => api.Delete("/lobbies/{lobby_id}", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(LobbyCaller Caller) : IGuildCommand<Nothing>, IAlsoInPrivate
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = LobbyHouse.Enter(turn, Caller, botOnly: true);
            if (!entry.IsOk) return entry.Failure;
            LobbyHouse.End(turn, entry.Value!);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var asked = LobbyCaller.Bot(request);
        var id = request.Id<LobbyId>("lobby_id");
        if ((asked.Failure ?? request.Failure) is { } refused) return refused;
        var gone = await LobbyDoor.Ask(request, id, new Command(asked.Value!));
        return gone.Failure is Failure.UnknownLobby ? ApiAnswer.NoContent : ApiAnswer.Of(gone);
    }
}
