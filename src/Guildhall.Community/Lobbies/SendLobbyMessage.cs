using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Lobbies;

/// <summary>
/// POST /lobbies/{lobby_id}/messages: a text with metadata, by a member or the application's bot. The channel that the lobby is linked
/// with shows it too, as far as its author may write there.
/// </summary>
public static class SendLobbyMessage
{
    public static void Map(ApiRoutes api) => api.Post("/lobbies/{lobby_id}/messages", Handle, LobbyCaller.Per(10, 5));

    public sealed record Sent(StoredMessage Message, LobbyLink? Link);

    public sealed record Command(LobbyCaller Caller, string Content, MessageFlags Flags, IReadOnlyDictionary<string, string>? Metadata)
        : IGuildCommand<Sent>, IAlsoInPrivate
    {
        public async ValueTask<Result<Sent>> Run(GuildTurn turn)
        {
            var entry = LobbyHouse.Enter(turn, Caller);
            if (!entry.IsOk) return entry.Failure;
            var name = LobbyHouse.MemberOf(turn.State, Caller.User)?.AdditionalName;
            var message = await LobbyMessages.Put(turn, entry.Value!, Caller.User, Content, Flags, new MessageLobby { Metadata = Metadata, AdditionalName = name });
            return new Sent(message, entry.Value!.Link);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var asked = LobbyCaller.Any(request);
        if (!asked.IsOk) return asked.Failure;
        var lobby = request.Id<LobbyId>("lobby_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var content = form.NullableText("content", 0, Limits.ContentMax).Value ?? "";
        var metadata = LobbyForm.Metadata(form, "metadata").Value;
        var flags = MessageForm.Flags(form).Value & (MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        if (content.Length == 0) return new Failure.EmptyMessage();
        var caller = asked.Value!;
        var sent = await LobbyDoor.Ask(request, lobby, new Command(caller, content, flags, metadata));
        if (!sent.IsOk) return sent.Failure;
        if (sent.Value!.Link is { } link) await LinkedChannels.Repeat(request, lobby, link, content, flags);
        var author = await request.House.Directory.Find(caller.User, request.Cancel) ?? GuildState.DeletedUser(caller.User);
        return ApiAnswer.Json(LobbyMessagePayload.Of(sent.Value.Message, caller.Application, author), LobbyJson.Default.LobbyMessagePayload, 201);
    }
}
