using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>The names that a member is found by.</summary>
internal static class MemberNames
{
    /// <summary>True when the nickname, the username or the display name begins so, without regard to case.</summary>
    public static bool Begin(GuildState guild, MemberRow member, string query)
    {
        if (query.Length == 0 || Begins(member.Nick, query)) return true;
        return guild.Users.TryGetValue(member.User, out var user) && (Begins(user.Username, query) || Begins(user.GlobalName, query));
    }

    private static bool Begins(string? name, string query) => name is not null && name.StartsWith(query, StringComparison.OrdinalIgnoreCase);
}
