using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild;

/// <summary>
/// Access hands out the key: the only ways to hold a member's rights or a channel check first, so holding the object proves
/// that the check ran. No entry means no.
/// </summary>
public static class GuildAccess
{
    /// <summary>What a guild with mfa_level 1 lets only those do who have a second factor.</summary>
    private const Permissions Elevated =
        Permissions.KickMembers | Permissions.BanMembers | Permissions.Administrator | Permissions.ManageChannels | Permissions.ManageGuild
        | Permissions.ManageMessages | Permissions.ManageRoles | Permissions.ManageWebhooks | Permissions.ManageGuildExpressions | Permissions.ManageThreads;

    /// <summary>A member acting in the guild, holding at least <paramref name="needed"/>. Outsiders learn nothing: Missing Access.</summary>
    public static Result<ActingMember> Enter(this GuildState guild, Caller caller, Permissions needed, DateTimeOffset now)
    {
        if (!guild.Members.TryGetValue(caller.User, out var member)) return new Failure.MissingAccess();
        var held = guild.PermissionsOf(member, now);
        if ((held & needed) != needed) return new Failure.MissingPermissions();
        if (guild.Guild.MfaLevel > 0 && !caller.HasMfa && (needed & Elevated) != 0) return new Failure.MfaRequired();
        return new ActingMember(guild, member, held);
    }

    /// <summary>A member in a channel that it may view, holding at least <paramref name="needed"/> there.</summary>
    public static Result<EnteredChannel> Enter(this GuildState guild, ChannelId channelId, Caller caller, Permissions needed, DateTimeOffset now)
    {
        if (guild.FindChannel(channelId) is not { } channel) return new Failure.UnknownChannel();
        if (!guild.Members.TryGetValue(caller.User, out var member)) return new Failure.MissingAccess();
        var held = guild.PermissionsIn(channel, member, now);
        if (channel.Type.IsThread()) needed = InThread(needed);
        if ((held & Permissions.ViewChannel) == 0) return new Failure.MissingAccess();
        if ((held & needed) != needed) return guild.IsPrivate ? new Failure.CannotExecuteOnDm() : new Failure.MissingPermissions();
        return new EnteredChannel(guild, channel, member, held);
    }

    /// <summary>What a member may do in the guild as a whole.</summary>
    public static Permissions PermissionsOf(this GuildState guild, MemberRow member, DateTimeOffset now)
    {
        Span<Permissions> roles = stackalloc Permissions[Math.Min(member.Roles.Count, Limits.RolesPerGuild)];
        for (var i = 0; i < roles.Length; i++)
            roles[i] = guild.Roles.TryGetValue(member.Roles[i], out var role) ? role.Permissions : Permissions.None;
        return PermissionMath.InGuild(
            guild.Guild.OwnerId == member.User, guild.Roles[guild.EveryoneRole].Permissions, roles, member.IsSilent(now));
    }

    /// <summary>What a member may do in one channel or thread; nothing in a private thread that is not its business.</summary>
    public static Permissions PermissionsIn(this GuildState guild, ChannelPayload channel, MemberRow member, DateTimeOffset now)
    {
        if (!channel.Type.IsThread()) return guild.PermissionsUnder(channel, channel.Type, member, now);
        if (channel.ParentId is not { } id || !guild.Channels.TryGetValue(id, out var parent)) return Permissions.None;
        var held = guild.PermissionsUnder(parent, channel.Type, member, now);
        if (channel.Type != ChannelType.PrivateThread || (held & Permissions.ManageThreads) != 0) return held;
        if (guild.Threads.TryGetValue(channel.Id, out var thread) && thread.Members.ContainsKey(member.User)) return held;
        // A timeout takes MANAGE_THREADS, not the sight of what one manages.
        return guild.ManagesThreads(parent, member) ? held : Permissions.None;
    }

    /// <summary>True when the member sees the private threads of a channel, joined or not.</summary>
    public static bool ManagesThreads(this GuildState guild, ChannelPayload parent, MemberRow member) =>
        (guild.PermissionsUnder(parent, parent.Type, member, DateTimeOffset.MaxValue) & Permissions.ManageThreads) != 0;

    // A thread has its parent's overwrites and its own kind.
    private static Permissions PermissionsUnder(
        this GuildState guild, ChannelPayload channel, ChannelType type, MemberRow member, DateTimeOffset now)
    {
        var isOwner = guild.Guild.OwnerId == member.User;
        return PermissionMath.InChannel(
            guild.PermissionsOf(member, DateTimeOffset.MaxValue),
            isOwner,
            guild.EveryoneRole,
            member.Roles,
            member.User,
            channel.PermissionOverwrites,
            type,
            member.IsSilent(now));
    }

    /// <summary>
    /// True while the member may look and nothing else: timed out, not yet through the guild's screening, or in quarantine for a name
    /// that a rule minds. At the end of time nobody is.
    /// </summary>
    internal static bool IsSilent(this MemberRow member, DateTimeOffset now) =>
        member.TimedOutUntil > now
        || ((member.Pending || (member.Flags & MemberFlags.AutomodQuarantinedUsername) != 0) && now != DateTimeOffset.MaxValue);

    // Sending has a permission of its own in threads.
    private static Permissions InThread(Permissions needed) =>
        (needed & Permissions.SendMessages) == 0 ? needed : (needed & ~Permissions.SendMessages) | Permissions.SendMessagesInThreads;

    /// <summary>True when the member may see the channel at all.</summary>
    public static bool MayView(this GuildState guild, ChannelPayload channel, MemberRow member) =>
        (guild.PermissionsIn(channel, member, DateTimeOffset.MaxValue) & Permissions.ViewChannel) != 0;

    /// <summary>Where a member stands in the guild's hierarchy.</summary>
    public static Standing StandingOf(this GuildState guild, MemberRow member)
    {
        var held = guild.PermissionsOf(member, DateTimeOffset.MaxValue);
        return new Standing(
            member.User,
            guild.Guild.OwnerId == member.User,
            RoleOrder.Highest(member.Roles, guild.Roles, guild.EveryoneRole),
            held);
    }
}
