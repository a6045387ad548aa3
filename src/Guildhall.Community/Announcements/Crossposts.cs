using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Announcements;

/// <summary>What the log tells of published messages; <see cref="CrosspostDelivery"/> carries it to the followers.</summary>
internal static class Crossposts
{
    /// <summary>A message was published.</summary>
    public const string Published = "MESSAGE_CROSSPOST";

    /// <summary>A published message was edited or is gone.</summary>
    public const string Changed = "MESSAGE_CROSSPOST_UPDATE";

    /// <summary>Notes a change of a message that may have been published before.</summary>
    public static void SourceChanged(GuildTurn turn, StoredMessage message)
    {
        if ((message.Flags & MessageFlags.Crossposted) != 0) turn.Log(Changed, LogFacts.Message(message.Channel, message.Id));
    }
}
