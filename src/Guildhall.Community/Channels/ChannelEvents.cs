using Guildhall.Community.Guild;

namespace Guildhall.Community.Channels;

/// <summary>What follows every change of a channel.</summary>
internal static class ChannelEvents
{
    /// <summary>Stores the channel and tells CHANNEL_UPDATE to those who may view it.</summary>
    public static void PutUpdated(GuildTurn turn, ChannelPayload channel)
    {
        turn.Put(channel);
        turn.Log("CHANNEL_UPDATE", LogFacts.Channel(channel.Id));
        turn.TellViewers(channel.Id, DispatchCatalogue.ChannelUpdate, channel, PayloadJson.Default.ChannelPayload);
    }
}
