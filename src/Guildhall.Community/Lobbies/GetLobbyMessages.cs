using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Lobbies;

/// <summary>GET /lobbies/{lobby_id}/messages: the newest ones, the newest first.</summary>
public static class GetLobbyMessages
{
    private const int PageDefault = 50;

    public static void Map(ApiRoutes api) => api.Get("/lobbies/{lobby_id}/messages", Handle, LobbyCaller.Per(50, 1));

    /// <summary>Lets the caller read; what it reads is in the store by then.</summary>
    public sealed record Command(LobbyCaller Caller) : IGuildCommand<Nothing>, IAlsoInPrivate
    {
        public async ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var entry = LobbyHouse.Enter(turn, Caller);
            if (!entry.IsOk) return entry.Failure;
            await turn.Settled();
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var asked = LobbyCaller.Any(request);
        var lobby = request.Id<LobbyId>("lobby_id");
        var limit = request.QueryInt("limit", PageDefault, 1, Limits.LobbyMessagesPageMax);
        if ((asked.Failure ?? request.Failure) is { } refused) return refused;
        var entry = await LobbyDoor.Ask(request, lobby, new Command(asked.Value!));
        if (!entry.IsOk) return entry.Failure;
        var house = request.House;
        var page = await house.Messages.Page(new ChannelId(lobby.Value), PageKind.Latest, default, limit, request.Cancel);
        var authors = await house.Directory.Get(page.Select(message => message.Author).Distinct(), request.Cancel);
        LobbyMessagePayload[] shown =
        [
            .. page.Select(message => LobbyMessagePayload.Of(
                message, asked.Value!.Application, authors.GetValueOrDefault(message.Author) ?? GuildState.DeletedUser(message.Author))),
        ];
        return ApiAnswer.Json(shown, LobbyJson.Default.IReadOnlyListLobbyMessagePayload);
    }
}
