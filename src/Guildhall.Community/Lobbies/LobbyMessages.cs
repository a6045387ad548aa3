using Guildhall.Community.Applications.Events;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Lobbies;

/// <summary>New messages of lobbies: stored like all others, and told to the application alone.</summary>
internal static class LobbyMessages
{
    public static async ValueTask<StoredMessage> Put(GuildTurn turn, LobbyRecord lobby, UserId author, string content, MessageFlags flags, MessageLobby extra)
    {
        var message = new StoredMessage
        {
            Channel = new ChannelId(lobby.Id.Value),
            Id = new MessageId(turn.NextId()),
            Guild = turn.GuildId,
            Author = author,
            Content = content,
            Flags = flags,
            Extra = extra == new MessageLobby() ? null : new MessageExtra { Lobby = extra },
        };
        NewMessages.Put(turn, message);
        await Tell(turn, lobby, message);
        return message;
    }

    // The event is a row of the message's own transaction: both are stored, or neither.
    private static async ValueTask Tell(GuildTurn turn, LobbyRecord lobby, StoredMessage message)
    {
        if (await turn.Services.Users.GetApplication(lobby.Application, CancellationToken.None) is not { } application) return;
        var author = await turn.Services.Directory.Find(message.Author, CancellationToken.None) ?? GuildState.DeletedUser(message.Author);
        var shown = LobbyMessagePayload.Of(message, lobby.Application, author);
        var row = ApplicationEvents.RowFor(
            application, ApplicationEvents.LobbyMessageCreate, shown, LobbyJson.Default.LobbyMessagePayload, turn.NextId(), turn.Now, lobby.EventWebhooksUrl);
        if (row is not null) turn.Row(row);
    }
}
