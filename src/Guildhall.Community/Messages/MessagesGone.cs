using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>Messages were deleted; these were their files, which the asker deletes once the deletion is durable.</summary>
public sealed record MessagesGone(IReadOnlyList<AttachmentId> Attachments)
{
    /// <summary>Deletes messages of one channel within a turn, and logs it. The caller tells the event.</summary>
    internal static MessagesGone Apply(GuildTurn turn, ChannelId channel, IReadOnlyList<StoredMessage> messages)
    {
        MessageId[] ids = [.. messages.Select(message => message.Id)];
        turn.Logs.Remove(channel, ids);
        turn.Row(new DeleteMessages(channel, ids));
        foreach (var id in ids) turn.Log("MESSAGE_DELETE", LogFacts.Message(channel, id));
        return new MessagesGone([.. messages.SelectMany(message => message.Extra?.Attachments ?? []).Select(file => file.Id)]);
    }
}
