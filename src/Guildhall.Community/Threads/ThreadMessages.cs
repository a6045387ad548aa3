using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Threads;

/// <summary>The messages that the house writes about threads, in a member's name.</summary>
internal static class ThreadMessages
{
    /// <summary>In the channel: "somebody began a thread", for one that began without a message.</summary>
    public static void Began(GuildTurn turn, ChannelPayload parent, GuildThread thread, UserId by) =>
        Write(turn, parent, MessageType.ThreadCreated, by, thread.Channel.Name, new MessageExtra
        {
            Reference = new MessageReferencePayload(thread.Id, null, turn.GuildId),
        });

    /// <summary>At the top of the thread: the message that it began with.</summary>
    public static void Starter(GuildTurn turn, GuildThread thread, StoredMessage starter, UserId by) =>
        Write(turn, thread.Channel, MessageType.ThreadStarterMessage, by, "", new MessageExtra
        {
            Reference = new MessageReferencePayload(starter.Channel, starter.Id, turn.GuildId),
        }, starter);

    public static void Renamed(GuildTurn turn, GuildThread thread, UserId by) =>
        Write(turn, thread.Channel, MessageType.ChannelNameChange, by, thread.Channel.Name, null);

    public static void Added(GuildTurn turn, GuildThread thread, UserId by, UserId whom) =>
        Write(turn, thread.Channel, MessageType.RecipientAdd, by, "", new MessageExtra { MentionUsers = [whom] });

    public static void Removed(GuildTurn turn, GuildThread thread, UserId by, UserId whom) =>
        Write(turn, thread.Channel, MessageType.RecipientRemove, by, "", new MessageExtra { MentionUsers = [whom] });

    private static void Write(
        GuildTurn turn, ChannelPayload channel, MessageType type, UserId author, string content, MessageExtra? extra, StoredMessage? starter = null)
    {
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
        var publicUrl = turn.Services.PublicUrl();
        var referenced = starter is null
            ? default
            : new ReferencedMessage(true, MessageComposer.Compose(starter, turn.State.Users, publicUrl));
        var shown = MessageComposer.Compose(message, turn.State.Users, publicUrl, null, referenced);
        MessageEvents.Tell(turn, DispatchCatalogue.MessageCreate, channel, shown);
    }
}
