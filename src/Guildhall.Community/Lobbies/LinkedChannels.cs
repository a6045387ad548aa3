using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Community.Moderation;
using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Lobbies;

/// <summary>
/// The guild's side of a link: which channel shows which lobby. What is said in the lobby is said in the channel by the same author
/// with the rights that it has there; what is said in the channel is repeated in the lobby.
/// </summary>
internal static class LinkedChannels
{
    /// <summary>What whoever links a channel may do in it.</summary>
    private const Permissions Needed = Permissions.ViewChannel | Permissions.SendMessages | Permissions.ManageChannels;

    /// <summary>Links a channel, which must not be linked with another lobby.</summary>
    public sealed record Claim(ChannelId Channel, LobbyId Lobby, ApplicationId Application, Caller Caller) : IGuildCommand<ChannelPayload>
    {
        public ValueTask<Result<ChannelPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<ChannelPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Needed, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var channel = entry.Value!.Channel;
            if (channel.Type != ChannelType.GuildText || channel.Nsfw) return new Failure.CannotExecuteOnChannelType();
            var known = turn.State.Documents.Find(LobbyKinds.Linked, Channel.Number);
            if (known is not null && known.Lobby != Lobby)
                return new Failure.InvalidForm([new FieldError("channel_id", "CHANNEL_ALREADY_LINKED", "This channel is linked with another lobby.")]);
            if (known is not null) return channel;
            Forget(turn);
            turn.Put(LobbyKinds.Linked, Channel.Number, new LinkedLobby(Lobby, Application));
            turn.Audit(AuditAction.ChannelUpdate, Caller, Channel.ToString(), AuditChange.List(AuditChange.Of("linked_lobby_id", null, Lobby.ToString())));
            return channel;
        }

        // Links of channels that are gone.
        private static void Forget(GuildTurn turn)
        {
            foreach (var id in turn.State.Documents.Of(LobbyKinds.Linked).Keys.Where(id => !turn.State.Channels.ContainsKey(new ChannelId(id))).ToArray())
                turn.Remove(LobbyKinds.Linked, id);
        }
    }

    /// <summary>The lobby has let go of the channel.</summary>
    public sealed record LetGo(ChannelId Channel, LobbyId Lobby) : IGuildCommand
    {
        public ValueTask RunOn(GuildTurn turn)
        {
            if (turn.State.Documents.Find(LobbyKinds.Linked, Channel.Number)?.Lobby == Lobby) turn.Remove(LobbyKinds.Linked, Channel.Number);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>The channel, while it is there and linked with the lobby.</summary>
    public sealed record Read(ChannelId Channel, LobbyId Lobby) : IGuildCommand<ChannelPayload>
    {
        public ValueTask<Result<ChannelPayload>> Run(GuildTurn turn)
        {
            var isLinked = turn.State.Documents.Find(LobbyKinds.Linked, Channel.Number)?.Lobby == Lobby;
            return ValueTask.FromResult<Result<ChannelPayload>>(
                isLinked && turn.State.Channels.TryGetValue(Channel, out var channel) ? channel : new Failure.UnknownChannel());
        }
    }

    /// <summary>Something was said in the linked channel.</summary>
    public sealed record Hear(ChannelId Channel, MessageId Message, UserId Author, string Content, MessageFlags Flags) : IGuildCommand, IAlsoInPrivate
    {
        public async ValueTask RunOn(GuildTurn turn)
        {
            if (LobbyHouse.Find(turn.State) is not { Link: { } link } lobby || link.Channel != Channel) return;
            var name = LobbyHouse.MemberOf(turn.State, Author)?.AdditionalName;
            await LobbyMessages.Put(turn, lobby, Author, Content, Flags & MessageFlags.SuppressEmbeds, new MessageLobby { Heard = Message, AdditionalName = name });
        }
    }

    /// <summary>Tells the guild that its channel is free.</summary>
    public static void Release(GuildTurn turn, LobbyId lobby, LobbyLink link) => turn.TellGuild(link.Guild, new LetGo(link.Channel, lobby));

    /// <summary>Tells the lobby of a new message of a linked channel. Costs other channels a look into an empty table.</summary>
    public static void Heard(GuildTurn turn, StoredMessage message)
    {
        if (turn.State.IsPrivate || message.Content.Length == 0) return;
        if (turn.State.Documents.Find(LobbyKinds.Linked, message.Channel.Number) is not { } linked) return;
        turn.TellGuild(new GuildId(linked.Lobby.Value), new Hear(message.Channel, message.Id, message.Author, message.Content, message.Flags));
    }

    /// <summary>Says in the channel what was said in the lobby, as far as its author may; the lobby has it in any case.</summary>
    public static async ValueTask Repeat(ApiRequest request, LobbyId lobby, LobbyLink link, string content, MessageFlags flags)
    {
        var draft = new MessageDraft { Content = content, Flags = flags, Lobby = lobby };
        await request.House.Guilds.Ask(link.Channel, new CreateMessage.Command(link.Channel, request.Caller, draft), CancellationToken.None);
    }

    /// <summary>The linked channel without who may do what in it; null when the link has ended.</summary>
    public static async ValueTask<ChannelPayload?> Shown(ApiRequest request, LobbyId lobby, LobbyLink link)
    {
        var channel = await request.House.Guilds.Ask(link.Guild, new Read(link.Channel, lobby), request.Cancel);
        return channel.IsOk ? channel.Value! with { PermissionOverwrites = [] } : null;
    }
}
