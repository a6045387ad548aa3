using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Lobbies;

/// <summary>PUT /lobbies/{lobby_id}/messages/{message_id}/moderation-metadata: what the application's moderation notes of a message, in place of what it noted before.</summary>
public static class ModerateLobbyMessage
{
    public static void Map(ApiRoutes api) => api.Put("/lobbies/{lobby_id}/messages/{message_id}/moderation-metadata", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(LobbyCaller Caller, MessageId Message, IReadOnlyDictionary<string, string> Notes) : IGuildCommand<Nothing>, IAlsoInPrivate
    {
        public async ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var entry = LobbyHouse.Enter(turn, Caller, botOnly: true);
            if (!entry.IsOk) return entry.Failure;
            if (await turn.Logs.Find(turn, new ChannelId(entry.Value!.Id.Value), Message) is not { } message) return new Failure.UnknownMessage();
            var extra = message.Extra ?? new MessageExtra();
            turn.Put(message with { Extra = extra with { Lobby = (extra.Lobby ?? new MessageLobby()) with { Moderation = Notes.Count > 0 ? Notes : null } } });
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var asked = LobbyCaller.Bot(request);
        if (!asked.IsOk) return asked.Failure;
        var (lobby, message) = (request.Id<LobbyId>("lobby_id"), request.Id<MessageId>("message_id"));
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var notes = LobbyForm.Texts(read.Value!, Limits.ModerationMetadataEntries, Limits.ModerationMetadataMax);
        if ((request.Failure ?? read.Value!.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await LobbyDoor.Ask(request, lobby, new Command(asked.Value!, message, notes)));
    }
}
