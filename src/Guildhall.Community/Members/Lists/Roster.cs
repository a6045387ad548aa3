using Guildhall.Cluster.Memory;
using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members.Lists;

/// <summary>
/// The groups of a guild's member lists, and where each listed member stands. Every list of the guild has the same groups and the same
/// order; they differ in who is on them.
/// </summary>
internal sealed class Roster
{
    /// <summary>Members up to which those who are offline are listed too, as Discord's clients expect.</summary>
    public const int OfflineListedUpTo = 1_000;

    private readonly Dictionary<UserId, ListPlace> _places = [];
    private readonly Dictionary<RoleId, int> _byRole = [];

    public Roster(GuildState state)
    {
        ListsOffline = state.Members.Count <= OfflineListedUpTo;
        var apart = state.Roles.Values
            .Where(role => role.Hoist && role.Id != state.EveryoneRole)
            .OrderByDescending(role => role.Position)
            .ThenBy(role => role.Id.Number)
            .ToArray();
        for (var i = 0; i < apart.Length; i++) _byRole[apart[i].Id] = i;
        Groups = [.. apart.Select(role => role.Id.Number), ListRow.Online, ListRow.Offline];
    }

    /// <summary>The groups from the top, by their number in <see cref="ListRow"/>.</summary>
    public ulong[] Groups { get; }

    public bool ListsOffline { get; }

    public IReadOnlyDictionary<UserId, ListPlace> Places => _places;

    public ListPlace? Find(UserId user) => _places.TryGetValue(user, out var place) ? place : null;

    /// <summary>Works out anew where a user stands, and remembers it; null for one who is not listed.</summary>
    public ListPlace? Update(GuildState state, UserId user)
    {
        if (PlaceOf(state, user) is { } place)
        {
            _places.Put(user, place);
            return place;
        }

        _places.Remove(user);
        return null;
    }

    private ListPlace? PlaceOf(GuildState state, UserId user)
    {
        var isOnline = state.Presences.ContainsKey(user);
        if (!isOnline && !ListsOffline) return null;
        if (!state.Members.TryGetValue(user, out var member)) return null;
        var group = isOnline ? GroupOf(member) : Groups.Length - 1;
        return new ListPlace(group, ListKey.Of(NameOf(state, member), user));
    }

    private int GroupOf(MemberRow member)
    {
        var highest = Groups.Length - 2;
        foreach (var role in member.Roles)
        {
            if (_byRole.TryGetValue(role, out var group) && group < highest) highest = group;
        }

        return highest;
    }

    private static string NameOf(GuildState state, MemberRow member)
    {
        if (member.Nick is { } nick) return nick;
        return state.Users.TryGetValue(member.User, out var user) ? user.GlobalName ?? user.Username : "";
    }
}

/// <summary>A group, by its number from the top, and the place in it.</summary>
internal readonly record struct ListPlace(int Group, ListKey Key);
