using Guildhall.Protocol;

namespace Guildhall.Cluster.Relay;

/// <summary>
/// A set of sessions that see the same events: everybody in a guild (the guild's id) or those who may view a channel
/// (the channel's id). Who belongs to it is decided by the guild; the relay only keeps the list.
/// </summary>
public readonly record struct AudienceId(ulong Value)
{
    public static AudienceId Everyone(GuildId guild) => new(guild.Number);

    public static AudienceId Viewers(ChannelId channel) => new(channel.Number);
}
