namespace Guildhall.Community.Messages;

/// <summary>Which kinds of channel hold messages.</summary>
internal static class TextChannels
{
    public static bool Includes(ChannelType type) =>
        type is ChannelType.GuildText or ChannelType.GuildAnnouncement or ChannelType.GuildVoice or ChannelType.GuildStageVoice
            or ChannelType.Dm or ChannelType.GroupDm || type.IsThread();
}
