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
        Threads.ThreadActivity.Deleted(turn, channel, messages);
        foreach (var id in ids) turn.Log("MESSAGE_DELETE", LogFacts.Message(channel, id));
        foreach (var message in messages) Announcements.Crossposts.SourceChanged(turn, message);
        return new MessagesGone([.. messages.SelectMany(FilesOf).Select(file => file.Id)]);
    }

    // The files of a follower's message are those of its source.
    private static IEnumerable<AttachmentPayload> FilesOf(StoredMessage message)
    {
        if ((message.Flags & MessageFlags.IsCrosspost) != 0) return [];
        var own = message.Extra?.Attachments ?? [];
        return message.Extra?.Snapshot?.Attachments is { } inside ? own.Concat(inside) : own;
    }
}
