using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>
/// A search among a guild's members by the beginning of a name. A part of a large guild at a time, between which the guild goes on with its
/// life: a step is as long as it is, however many members there are.
/// </summary>
/// <param name="Query">How the nickname, the username or the display name begins.</param>
/// <param name="Limit">Members that are enough.</param>
/// <param name="Shape">The shape of the table that <paramref name="Next"/> is a place of.</param>
/// <param name="Next">Where to go on; negative at the end.</param>
/// <param name="Found">Who was found so far, in the order of the guild's table.</param>
public sealed record MemberSearch(string Query, int Limit, int Shape, int Next, IReadOnlyList<UserId> Found)
{
    /// <summary>Places of the table in one step.</summary>
    public const int PlacesAtOnce = 32_768;

    /// <summary>A search that has not begun.</summary>
    public static MemberSearch For(string query, int limit) => new(query, limit, 0, 0, []);

    public bool IsOver => Next < 0;

    /// <summary>Searches one part further.</summary>
    public MemberSearch Step(GuildState guild)
    {
        var members = guild.Members;
        var (from, found) = members.Shape == Shape ? (Next, Found.ToList()) : (0, []);
        var names = new MemberNames(guild, Query);
        var next = members.Walk(from, PlacesAtOnce, (user, member, packed) =>
        {
            if (names.Begin(user, member, packed) && !found.Contains(user)) found.Add(user);
            return found.Count < Limit;
        });
        return this with { Shape = members.Shape, Next = next ?? -1, Found = found };
    }

    /// <summary>Who was found and is a member still.</summary>
    public IEnumerable<MemberRow> Members(GuildState guild)
    {
        foreach (var user in Found)
        {
            if (guild.Members.TryGetValue(user, out var member)) yield return member;
        }
    }
}
