using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>
/// DELETE /lobbies/{lobby_id}/members/{user_id} by the application, and …/members/@me by whoever leaves. Who is in no lobby is out of it
/// already.
/// </summary>
public static class RemoveLobbyMember
{
    public static void Map(ApiRoutes api)
    {
        api.Delete("/lobbies/{lobby_id}/members/{user_id}", Handle, RouteOptions.Per(20, 10));
        api.Delete("/lobbies/{lobby_id}/members/@me", HandleOwn, LobbyCaller.Per(20, 10));
    }

    public sealed record Command(LobbyCaller Caller, UserId User) : IGuildCommand<Nothing>, IAlsoInPrivate
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = LobbyHouse.Enter(turn, Caller, botOnly: User != Caller.User);
            if (!entry.IsOk) return entry.Failure;
            LobbyHouse.Remove(turn, User);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var asked = LobbyCaller.Bot(request);
        var (lobby, user) = (request.Id<LobbyId>("lobby_id"), request.Id<UserId>("user_id"));
        if ((asked.Failure ?? request.Failure) is { } refused) return refused;
        return ApiAnswer.Of(await LobbyDoor.Ask(request, lobby, new Command(asked.Value!, user)));
    }

    private static async ValueTask<ApiAnswer> HandleOwn(ApiRequest request)
    {
        var asked = LobbyCaller.Any(request);
        var lobby = request.Id<LobbyId>("lobby_id");
        if ((asked.Failure ?? request.Failure) is { } refused) return refused;
        return ApiAnswer.Of(await LobbyDoor.Ask(request, lobby, new Command(asked.Value!, asked.Value!.User)));
    }
}
