using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>What every new message does to its guild, whoever writes it.</summary>
internal static class NewMessages
{
    /// <summary>Stores the message, logs it, and makes it the channel's last. (The store knows the last message by itself.)</summary>
    public static void Put(GuildTurn turn, StoredMessage message)
    {
        turn.Put(message);
        turn.Log("MESSAGE_CREATE", LogFacts.Message(message.Channel, message.Id));
        if (turn.State.Threads.TryGetValue(message.Channel, out var thread)) Threads.ThreadActivity.Wrote(turn, thread, message);
        else turn.State.Channels[message.Channel] = turn.State.Channels[message.Channel] with { LastMessageId = message.Id };
        Polls.PollClock.Opened(turn, message);
        if (turn.State.IsPrivate) PrivateChannels.PrivateHouse.Reopen(turn);
    }
}
