using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Packing;

namespace Guildhall.Community.Tests.Members;

/// <summary>A search in parts finds whom a look at every member finds, in the same order.</summary>
public sealed class MemberSearchTests
{
    private static readonly string[] Names = ["ada", "Adalbert", "ADA", "bob", "Ölaf", "ölga", "Straße", "STRASSE", "ſam", "Sam", "\u212Aim", "kim", "İnci", "inci", "ıris", "Iris", "李明", "😀smile", ""];

    [Theory]
    [InlineData(300, 1)]
    [InlineData(6_000, 1)]
    [InlineData(40_000, 2)]
    public void It_finds_whom_a_look_at_everybody_finds(int members, int steps)
    {
        var state = State(members, new Random(members));
        string[] queries = ["a", "AD", "adalbert", "ö", "Öl", "stras", "straß", "s", "ſ", "k", "\u212A", "i", "İ", "ı", "李", "😀", "😀S", "zz", "Ada the 1", "nick 77"];
        foreach (var query in queries)
        {
            foreach (var limit in (int[])[1, 7, 1_000])
            {
                var expected = state.Members.Values.Where(member => Begins(state, member, query)).Take(limit).Select(member => member.User);
                var search = MemberSearch.For(query, limit);
                for (var step = 0; !search.IsOver; step++)
                {
                    step.ShouldBeLessThan(steps);
                    search = search.Step(state);
                }

                search.Members(state).Select(member => member.User).ShouldBe(expected, query);
            }
        }
    }

    [Fact]
    public void Whoever_leaves_meanwhile_is_not_found_and_a_table_that_has_grown_is_searched_anew()
    {
        var random = new Random(5);
        var state = State(40_000, random);
        var search = MemberSearch.For("ada", 50_000).Step(state);
        search.IsOver.ShouldBeFalse();
        state.Members.Remove(search.Found[0]).ShouldBeTrue();
        for (var i = 40_001; i <= 60_000; i++) Add(state, i, random);
        while (!search.IsOver) search = search.Step(state);
        search.Members(state).Select(member => member.User)
            .ShouldBe(state.Members.Values.Where(member => Begins(state, member, "ada")).Select(member => member.User));
    }

    private static bool Begins(GuildState state, MemberRow member, string query)
    {
        var user = state.Users[member.User];
        return ((string?[])[member.Nick, user.Username, user.GlobalName]).Any(name => name?.StartsWith(query, StringComparison.OrdinalIgnoreCase) == true);
    }

    private static GuildState State(int members, Random random)
    {
        var everyone = new RoleId(1);
        var state = new GuildState(new GuildSnapshot
        {
            Guild = new GuildPayload { Id = new GuildId(1), Name = "A crowd", OwnerId = new UserId(1UL << 22) },
            Channels = [],
            Roles = [new RolePayload { Id = everyone, Name = "@everyone", Permissions = Permissions.None }],
            Members = [],
            Users = [],
            Bans = [],
            Invites = [],
            Emojis = [],
            Nonces = [],
            LastSequence = 0,
        });
        for (var i = 1; i <= members; i++) Add(state, i, random);
        state.Members.IsPacked.ShouldBe(members >= RowDictionary<UserId, MemberRow>.PackedFrom);
        return state;
    }

    private static void Add(GuildState state, int number, Random random)
    {
        var user = new UserId((ulong)number << 22);
        string Name() => Names[random.Next(Names.Length)];
        state.Users.Add(new UserPayload { Id = user, Username = Name() + number, GlobalName = random.Next(3) == 0 ? $"{Name()} the {number}" : null });
        state.Members.Add(new MemberRow { User = user, JoinedAt = DateTimeOffset.UnixEpoch.AddDays(number), Nick = random.Next(5) == 0 ? $"nick {number}" : random.Next(5) == 0 ? Name() : null });
    }
}
