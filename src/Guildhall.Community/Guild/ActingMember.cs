using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild;

/// <summary>A member whose right to act was checked, with what it holds in the guild.</summary>
public sealed record ActingMember(GuildState Guild, MemberRow Member, Permissions Held)
{
    public bool IsOwner => Guild.Guild.OwnerId == Member.User;

    public bool Has(Permissions needed) => (Held & needed) == needed;

    /// <summary>True when the role is below the member's highest one: it may be given, taken, edited, deleted.</summary>
    public bool IsAbove(RolePayload role) =>
        RoleOrder.CanManageRole(Guild.StandingOf(Member), RoleOrder.RankOf(role, Guild.EveryoneRole));

    /// <summary>True when the other member may be kicked, banned or renamed by this one. Nobody acts on the owner or on itself.</summary>
    public bool IsAbove(MemberRow other) => RoleOrder.CanActOn(Guild.StandingOf(Member), Guild.StandingOf(other));

    /// <summary>True when the other member may be timed out by this one; never an administrator.</summary>
    public bool MayTimeOut(MemberRow other) => RoleOrder.CanTimeOut(Guild.StandingOf(Member), Guild.StandingOf(other));
}

/// <summary>A channel that the member was let into, with what it may do there.</summary>
public sealed record EnteredChannel(GuildState Guild, ChannelPayload Channel, MemberRow Member, Permissions Held)
{
    public bool Has(Permissions needed) => (Held & needed) == needed;

    public bool IsThread => Channel.Type.IsThread();

    /// <summary>True for an archived thread: it is read, and nothing else, until a message or a moderator takes it out.</summary>
    public bool IsArchived => Channel.ThreadMetadata is { Archived: true };

    /// <summary>True for a locked thread that the member does not moderate.</summary>
    public bool IsLockedOut => Channel.ThreadMetadata is { Locked: true } && !Has(Permissions.ManageThreads);
}
