using Guildhall.Community.Messages;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild;

/// <summary>Whose history a member may read: the one answer for whatever looks through a whole guild, such as the search.</summary>
public static class GuildReading
{
    private const Permissions Needed = Permissions.ViewChannel | Permissions.ReadMessageHistory;

    /// <summary>The places of the guild, by whether a member may read their history.</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="member">Who reads.</param>
    /// <param name="now">When: a timeout does not end reading, but what it leaves depends on the moment.</param>
    /// <param name="includeAgeRestricted">False for age-restricted channels to count as closed.</param>
    public static ReadablePlaces ReadableBy(this GuildState guild, MemberRow member, DateTimeOffset now, bool includeAgeRestricted)
    {
        var (open, closed, managed) = (new List<ChannelId>(), new List<ChannelId>(), new List<ChannelId>());
        foreach (var channel in guild.Channels.Values)
        {
            if (!TextChannels.Includes(channel.Type) && channel.Type is not (ChannelType.GuildForum or ChannelType.GuildMedia)) continue;
            var isOpen = (includeAgeRestricted || !channel.Nsfw) && (guild.PermissionsIn(channel, member, now) & Needed) == Needed;
            (isOpen ? open : closed).Add(channel.Id);
            if (isOpen && channel.Type == ChannelType.GuildText && guild.ManagesThreads(channel, member)) managed.Add(channel.Id);
        }

        // Those that the member has joined. An archived one that nobody has looked at lately is found by who manages threads.
        foreach (var thread in guild.Threads.Values.Where(thread => thread.IsPrivate && thread.Members.ContainsKey(member.User)))
        {
            var isOpen = open.Contains(thread.Parent) && (guild.PermissionsIn(thread.Channel, member, now) & Needed) == Needed;
            (isOpen ? open : closed).Add(thread.Id);
        }

        return new ReadablePlaces(open, closed, managed);
    }
}

/// <summary>
/// What a member may read: the channels with their public threads, and the private threads by themselves; those that are closed to it;
/// and the channels of which it may read every private thread.
/// </summary>
public sealed record ReadablePlaces(IReadOnlyList<ChannelId> Open, IReadOnlyList<ChannelId> Closed, IReadOnlyList<ChannelId> Managed);
