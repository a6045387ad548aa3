using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Announcements;

/// <summary>Changes a message that was brought before; one that is gone stays gone.</summary>
internal static class ChangeCopy
{
    /// <summary>The source was deleted: the copy says so.</summary>
    public sealed record SourceGone(MessageCopy Copy) : IGuildCommand<Nothing>
    {
        private const string Said = "[Original Message Deleted]";

        public async ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            await Apply(turn, Copy, before => before with
            {
                Content = Said,
                Flags = (before.Flags & ~MessageFlags.ComponentsV2) | MessageFlags.SourceMessageDeleted,
                Extra = before.Extra! with { Attachments = null, Embeds = null, Components = null },
            });
            return Nothing.Value;
        }
    }

    public static async ValueTask Apply(GuildTurn turn, MessageCopy copy, Func<StoredMessage, StoredMessage> change)
    {
        if (!turn.State.Channels.TryGetValue(copy.Channel, out var channel)) return;
        if (await turn.Logs.Find(turn, copy.Channel, copy.Message) is not { } before) return;
        var after = change(before);
        if (after == before) return;
        turn.Put(after);
        turn.Log("MESSAGE_UPDATE", LogFacts.Message(copy.Channel, copy.Message));
        await MessageEvents.Updated(turn, channel, after);
    }
}
