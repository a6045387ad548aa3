using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.PrivateChannels;

/// <summary>What a group tells of itself in its messages: who came and went, and its new name or picture.</summary>
internal static class PrivateNotices
{
    /// <summary>Somebody was added by another, or taken out, or has left by itself.</summary>
    public static void Recipient(GuildTurn turn, MessageType type, UserId by, UserPayload whom) =>
        Write(turn, type, by, "", new MessageExtra { MentionUsers = [whom.Id] }, whom);

    public static void Renamed(GuildTurn turn, UserId by, string? name) => Write(turn, MessageType.ChannelNameChange, by, name ?? "", null, null);

    public static void NewIcon(GuildTurn turn, UserId by) => Write(turn, MessageType.ChannelIconChange, by, "", null, null);

    private static void Write(GuildTurn turn, MessageType type, UserId author, string content, MessageExtra? extra, UserPayload? whom)
    {
        var channel = turn.State.Channels[PrivateHouse.IdOf(turn.State)];
        var message = new StoredMessage
        {
            Channel = channel.Id,
            Id = new MessageId(turn.NextId()),
            Guild = turn.GuildId,
            Author = author,
            Type = type,
            Content = content,
            Extra = extra,
        };
        NewMessages.Put(turn, message);
        IReadOnlyDictionary<UserId, UserPayload> users = whom is null ? turn.State.Users : new Dictionary<UserId, UserPayload>(turn.State.Users) { [whom.Id] = whom };
        MessageEvents.Tell(turn, DispatchCatalogue.MessageCreate, channel, MessageComposer.Compose(message, users, turn.Services.PublicUrl()));
    }
}
