using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>Messages that the house writes in a member's name. Called within the turn that they tell of.</summary>
internal static class SystemMessages
{
    /// <summary>The bit of system_channel_flags that keeps joins quiet.</summary>
    private const int SuppressJoinNotifications = 1 << 0;

    /// <summary>The bit of system_channel_flags that keeps boosts quiet.</summary>
    private const int SuppressBoosts = 1 << 1;

    /// <summary>"Somebody has joined", in the guild's system channel; nothing when there is none or it is kept quiet.</summary>
    public static void Join(GuildTurn turn, MemberRow member) =>
        WriteInSystemChannel(turn, SuppressJoinNotifications, MessageType.UserJoin, member.User);

    /// <summary>"Somebody has boosted the guild", with the tier (1 to 3) that this has brought it to, if any.</summary>
    public static void Boost(GuildTurn turn, MemberRow member, int? reached)
    {
        var type = reached switch
        {
            1 => MessageType.GuildBoostTier1,
            2 => MessageType.GuildBoostTier2,
            3 => MessageType.GuildBoostTier3,
            _ => MessageType.GuildBoost,
        };
        WriteInSystemChannel(turn, SuppressBoosts, type, member.User);
    }

    /// <summary>"Somebody has pinned a message", in the channel of that message.</summary>
    public static void Pinned(GuildTurn turn, ChannelPayload channel, UserId by, MessageId message) =>
        Write(turn, channel, MessageType.ChannelPinnedMessage, by, new MessageReferencePayload(channel.Id, message, turn.ShownGuild));

    /// <summary>"Somebody has added a channel's announcements to this one"; the content names the source.</summary>
    public static void Followed(GuildTurn turn, ChannelPayload channel, UserId by, string source, GuildId sourceGuild, ChannelId sourceChannel) =>
        Write(turn, channel, MessageType.ChannelFollowAdd, by, new MessageReferencePayload(sourceChannel, null, sourceGuild), source);

    /// <summary>How a poll has ended.</summary>
    public static void PollEnded(GuildTurn turn, ChannelPayload channel, StoredMessage poll, EmbedPayload outcome) => Write(
        turn, channel, MessageType.PollResult, poll.Author, new MessageReferencePayload(channel.Id, poll.Id, turn.ShownGuild), embed: outcome);

    /// <summary>What happens on a stage, in the chat of its channel.</summary>
    public static void Stage(GuildTurn turn, ChannelId channel, MessageType type, UserId by, string topic)
    {
        if (turn.State.Channels.TryGetValue(channel, out var stage)) Write(turn, stage, type, by, null, topic);
    }

    private static void WriteInSystemChannel(GuildTurn turn, int unless, MessageType type, UserId author)
    {
        var guild = turn.State.Guild;
        if (guild.SystemChannelId is not { } id || (guild.SystemChannelFlags & unless) != 0) return;
        if (!turn.State.Channels.TryGetValue(id, out var channel) || !TextChannels.Includes(channel.Type)) return;
        Write(turn, channel, type, author, null);
    }

    private static void Write(
        GuildTurn turn,
        ChannelPayload channel,
        MessageType type,
        UserId author,
        MessageReferencePayload? reference,
        string content = "",
        EmbedPayload? embed = null)
    {
        var message = new StoredMessage
        {
            Channel = channel.Id,
            Id = new MessageId(turn.NextId()),
            Guild = turn.GuildId,
            Author = author,
            Type = type,
            Content = content,
            Extra = reference is null ? null : new MessageExtra { Reference = reference, Embeds = embed is null ? null : [embed] },
        };
        NewMessages.Put(turn, message);
        var shown = MessageComposer.Compose(message, turn.State.Users, turn.Services.PublicUrl());
        MessageEvents.Tell(turn, DispatchCatalogue.MessageCreate, channel, shown);
    }
}
