using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>The events of messages: encoded once for everybody, and once more without the content for bots that may not read it.</summary>
internal static class MessageEvents
{
    /// <summary>Tells a message to those who may view its channel.</summary>
    /// <param name="turn">The guild's turn.</param>
    /// <param name="kind">MESSAGE_CREATE or MESSAGE_UPDATE.</param>
    /// <param name="channel">Where it is.</param>
    /// <param name="shown">As REST shows it; the event adds guild, member and channel type.</param>
    public static void Tell(GuildTurn turn, GatewayEvent kind, ChannelPayload channel, MessagePayload shown)
    {
        var payload = InEvent(turn, channel, shown);
        var dispatch = GuildTurn.Encoded(kind, payload, PayloadJson.Default.MessagePayload);
        if (HasContent(payload) || payload.ReferencedMessage.Message is not null)
        {
            dispatch = dispatch with
            {
                Redacted = GuildTurn.Encoded(kind, Redacted(payload), PayloadJson.Default.MessagePayload).Body,
                Unredacted = payload.Mentions.Count == 0
                    ? [payload.Author.Id]
                    : [payload.Author.Id, .. payload.Mentions.Select(user => user.Id)],
            };
        }

        turn.PublishToViewers(channel.Id, dispatch);
        if (kind == DispatchCatalogue.MessageCreate) Passive.PassiveMentions.Tell(turn, channel.Id, payload, dispatch);
    }

    /// <summary>A message as its event shows it: with its guild, its author as a member, and the channel's type.</summary>
    public static MessagePayload InEvent(GuildTurn turn, ChannelPayload channel, MessagePayload shown) => shown with
    {
        GuildId = turn.ShownGuild,
        Member = turn.State.ShownMember(shown.Author.Id, withUser: false),
        ChannelType = channel.Type,
    };

    /// <summary>MESSAGE_UPDATE with everything the message is now.</summary>
    public static async ValueTask Updated(GuildTurn turn, ChannelPayload channel, StoredMessage message)
    {
        var answered = MessageComposer.Answered(message) is { } target ? await turn.Logs.Find(turn, channel.Id, target) : null;
        Tell(turn, DispatchCatalogue.MessageUpdate, channel, await MessageComposer.Compose(turn, message, answered));
    }

    public static void Deleted(GuildTurn turn, ChannelId channel, MessageId message) =>
        turn.TellViewers(
            channel,
            DispatchCatalogue.MessageDelete,
            new MessageDeletedPayload(message, channel, turn.ShownGuild),
            MessageJson.Default.MessageDeletedPayload);

    public static void Deleted(GuildTurn turn, ChannelId channel, IReadOnlyList<MessageId> messages) =>
        turn.TellViewers(
            channel,
            DispatchCatalogue.MessageDeleteBulk,
            new MessagesDeletedPayload(messages, channel, turn.ShownGuild),
            MessageJson.Default.MessagesDeletedPayload);

    private static bool HasContent(MessagePayload message) =>
        message.Content.Length > 0 || message.Embeds.Count > 0 || message.Components.Count > 0 || message.Attachments.Count > 0 || message.MessageSnapshots is not null || message.Poll is not null;

    private static MessagePayload Redacted(MessagePayload message) => message with
    {
        Content = "",
        Embeds = [],
        Attachments = [],
        Components = [],
        Poll = null,
        MessageSnapshots = message.MessageSnapshots?
            .Select(snapshot => new MessageSnapshotPayload(snapshot.Message with { Content = "", Embeds = [], Attachments = [], Components = [] }))
            .ToArray(),
        ReferencedMessage = message.ReferencedMessage.Message is { } answered
            ? new ReferencedMessage(true, Redacted(answered))
            : message.ReferencedMessage,
    };
}
