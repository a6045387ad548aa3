using Guildhall.Community.Messages;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild;

/// <summary>Whose history a member may read: the one answer for whatever looks through a whole guild, such as the search.</summary>
public static class GuildReading
{
    private const Permissions Needed = Permissions.ViewChannel | Permissions.ReadMessageHistory;

    /// <summary>The channels whose history a member may read, and those that hold messages but are closed to it.</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="member">Who reads.</param>
    /// <param name="now">When: a timeout does not end reading, but what it leaves depends on the moment.</param>
    /// <param name="accept">Which of the readable channels are wanted; the others count as closed.</param>
    public static ReadableChannels ReadableBy(
        this GuildState guild, MemberRow member, DateTimeOffset now, Func<ChannelPayload, bool> accept)
    {
        var (open, closed) = (new List<ChannelId>(), new List<ChannelId>());
        foreach (var channel in guild.Channels.Values)
        {
            if (!TextChannels.Includes(channel.Type)) continue;
            var isOpen = accept(channel) && (guild.PermissionsIn(channel, member, now) & Needed) == Needed;
            (isOpen ? open : closed).Add(channel.Id);
        }

        return new ReadableChannels(open, closed);
    }
}

/// <summary>Channels that hold messages: those that may be read, and the rest.</summary>
public sealed record ReadableChannels(IReadOnlyList<ChannelId> Open, IReadOnlyList<ChannelId> Closed);
