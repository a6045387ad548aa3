using Guildhall.Protocol;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Packing;

namespace Guildhall.Community.Guild;

/// <summary>
/// What follows from a member's roles, worked out once for all who have the same: for a walk over everybody in one turn. Whoever is
/// named by an overwrite, owns the guild or is silenced is asked about alone.
/// </summary>
internal sealed class ByRoles<T>(GuildState guild, Func<MemberRow, T> workOut)
{
    private readonly Dictionary<IReadOnlyList<RoleId>, T> _known = new(SameRoles.Comparer);
    private readonly HashSet<ulong> _named =
    [
        guild.Guild.OwnerId.Number,
        .. guild.Channels.Values.SelectMany(channel => channel.PermissionOverwrites)
            .Where(overwrite => overwrite.Type == OverwriteType.Member)
            .Select(overwrite => overwrite.Id.Value.Value),
    ];

    public T Of(MemberRow member)
    {
        if (_named.Contains(member.User.Number) || member.TimedOutUntil is not null || member.Pending || member.Flags != 0) return workOut(member);
        if (!_known.TryGetValue(member.Roles, out var known)) _known[member.Roles] = known = workOut(member);
        return known;
    }
}
