using System.Text.Json;
using Guildhall.Community.Guild;
using Guildhall.Community.Members.Lists;
using Guildhall.Community.Presence;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Tests.Members;

public sealed class MemberListTests
{
    private const int Roles = 4;
    private static readonly GuildId Guild = new(1);
    private static readonly ChannelId Hidden = new(20);

    [Theory]
    [InlineData(1, 12, "everyone")]
    [InlineData(2, 60, "everyone")]
    [InlineData(3, 400, "everyone")]
    [InlineData(4, 1_500, "everyone")]
    [InlineData(5, 300, "hidden")]
    public void Windows_that_apply_every_step_show_what_a_sorted_list_shows(int seed, int people, string which)
    {
        var random = new Random(seed);
        var state = State(people, random);
        var roster = new Roster(state);
        foreach (var user in state.Members.Keys) roster.Update(state, user);
        var list = which == "everyone" ? new MemberList(MemberListId.Everyone, null) : new MemberList("7", Hidden);
        list.Build(state, roster);
        var windows = new[] { new[] { new ListRange(0, 99) }, [new(0, 19), new(30, 39), new(200, 299)], [new(5, 24)], [new(0, 499)] }
            .Select(ranges => (Window: new ListWindow(list, ranges), Mirror: new ListMirror())).ToArray();
        foreach (var (window, mirror) in windows)
        {
            list.Windows.Add(window);
            mirror.Apply(Encoded(state, list, window.Whole()));
        }

        for (var round = 0; round < 150; round++)
        {
            for (var changes = random.Next(1, random.Next(10) == 0 ? 200 : 6); changes > 0; changes--) Change(state, roster, list, random, people);
            var expected = Expected(state, which == "hidden");
            foreach (var (window, mirror) in windows)
            {
                if (random.Next(3) == 0) continue; // waits for the next round, and misses nothing
                foreach (var page in window.Next()) mirror.Apply(JsonElement.Parse(page.Encode(new ListUpdate(state)).Body.Span));
                mirror.Rows.Count.ShouldBe(expected.Count);
                foreach (var range in window.Ranges)
                {
                    for (var i = range.First; i <= range.Last && i < expected.Count; i++) mirror.Rows[i].ShouldBe(expected[i], $"row {i} in round {round}");
                }
            }

            list.ForgetTold();
            foreach (var place in roster.Places.Values.Take(5)) CheckRow(list, place, expected);
        }
    }

    [Fact]
    public void A_change_among_a_hundred_rows_is_one_step_or_two_and_not_the_hundred()
    {
        var state = State(400, new Random(9));
        var roster = new Roster(state);
        foreach (var user in state.Members.Keys) roster.Update(state, user);
        var list = new MemberList(MemberListId.Everyone, null);
        list.Build(state, roster);
        var window = new ListWindow(list, [new ListRange(0, 99)]);
        list.Windows.Add(window);
        var second = new UserId(list.Read(new ListRange(2, 2))[0].Id);
        state.Members[second] = state.Members[second] with { Deaf = true };
        list.Move(state, second, roster.Find(second), roster.Update(state, second));
        window.Next().ShouldHaveSingleItem().Steps.Select(op => op.Kind).ShouldBe([ListOpKind.Update]);
        state.Members[second] = state.Members[second] with { Nick = "zzz" };
        list.Move(state, second, roster.Find(second), roster.Update(state, second));
        window.Next().ShouldHaveSingleItem().Steps.Count(op => op.Kind != ListOpKind.Update).ShouldBe(2);
        window.Next().ShouldBeEmpty();
    }

    [Fact]
    public void Windows_that_share_a_page_share_what_is_told_of_it()
    {
        var state = State(400, new Random(9));
        var roster = new Roster(state);
        foreach (var user in state.Members.Keys) roster.Update(state, user);
        var list = new MemberList(MemberListId.Everyone, null);
        list.Build(state, roster);
        var (one, other, elsewhere) = (Opened(list, new ListRange(0, 99)), Opened(list, new ListRange(0, 99), new ListRange(200, 299)), Opened(list, new ListRange(200, 299)));
        var second = new UserId(list.Read(new ListRange(2, 2))[0].Id);
        state.Members[second] = state.Members[second] with { Deaf = true };
        list.Move(state, second, roster.Find(second), roster.Update(state, second));
        var told = one.Next().ShouldHaveSingleItem();
        other.Next().ShouldHaveSingleItem().ShouldBeSameAs(told);
        elsewhere.Next().ShouldBeEmpty();
    }

    [Fact]
    public void Numbers_alone_may_wait_and_are_not_lost()
    {
        var state = State(400, new Random(9));
        var roster = new Roster(state);
        foreach (var user in state.Members.Keys) roster.Update(state, user);
        var list = new MemberList(MemberListId.Everyone, null);
        list.Build(state, roster);
        var (one, other) = (Opened(list, new ListRange(0, 9)), Opened(list, new ListRange(0, 4)));
        var last = roster.Places.Keys.MaxBy(user => list.RowOf(roster.Find(user)!.Value));
        var place = roster.Find(last);
        state.Members.Remove(last);
        list.Move(state, last, place, roster.Update(state, last));
        one.Next(withNumbers: false).ShouldBeEmpty();
        var numbers = one.Next().ShouldHaveSingleItem();
        numbers.Steps.ShouldBeEmpty();
        other.Next().ShouldHaveSingleItem().ShouldBeSameAs(numbers);
        one.Next().ShouldBeEmpty();
    }

    [Fact]
    public void The_name_of_a_list_is_what_clients_work_out()
    {
        MemberListId.Hash(""u8).ShouldBe(0u);
        MemberListId.Hash("test"u8).ShouldBe(0xba6bd213u);
        MemberListId.Hash("Hello, world!"u8).ShouldBe(0xc0363e43u);
        MemberListId.Hash("The quick brown fox jumps over the lazy dog"u8).ShouldBe(0x2e4ff723u);
        var everyone = new RolePayload { Id = new RoleId(1), Name = "@everyone", Permissions = Permissions.ViewChannel };
        var open = new ChannelPayload { Id = Hidden, Type = ChannelType.GuildText, Name = "open" };
        MemberListId.Of(open, everyone).ShouldBe("everyone");
        var closed = open with
        {
            PermissionOverwrites =
            [
                new OverwritePayload(new OverwriteId(new Snowflake(31)), OverwriteType.Role, Permissions.ViewChannel, Permissions.None),
                new OverwritePayload(new OverwriteId(new Snowflake(1)), OverwriteType.Role, Permissions.None, Permissions.ViewChannel),
                new OverwritePayload(new OverwriteId(new Snowflake(9)), OverwriteType.Member, Permissions.SendMessages, Permissions.None),
            ],
        };
        MemberListId.Of(closed, everyone).ShouldBe(MemberListId.Hash("allow:31,deny:1"u8).ToString(System.Globalization.CultureInfo.InvariantCulture));
        MemberListId.Of(open, everyone with { Permissions = Permissions.None }).ShouldBe("0");
    }

    private static ListWindow Opened(MemberList list, params ListRange[] ranges)
    {
        var window = new ListWindow(list, ranges);
        list.Windows.Add(window);
        return window;
    }

    private static void CheckRow(MemberList list, ListPlace place, List<string> expected)
    {
        var row = list.RowOf(place);
        if (row >= 0) expected[row].ShouldContain($"\"id\":\"{place.Key.Id}\"");
    }

    private static JsonElement Encoded(GuildState state, MemberList list, List<ListOp> ops) =>
        JsonElement.Parse(new ListUpdate(state).Encode(list, ops).Body.Span);

    private static void Change(GuildState state, Roster roster, MemberList list, Random random, int people)
    {
        var user = new UserId((ulong)random.Next(100, 100 + people));
        switch (random.Next(6))
        {
            case 0 when state.Members.ContainsKey(user):
                state.Members.Remove(user);
                state.Presences.Remove(user);
                break;
            case 0 or 1 when !state.Members.ContainsKey(user):
                state.Members[user] = new MemberRow { User = user, JoinedAt = DateTimeOffset.UnixEpoch };
                break;
            case 1 when state.Members.TryGetValue(user, out var member):
                state.Members[user] = member with { Nick = random.Next(3) == 0 ? null : $"n{random.Next(50)}" };
                break;
            case 2 when state.Members.TryGetValue(user, out var member):
                state.Members[user] = member with { Roles = [.. Enumerable.Range(0, Roles).Where(_ => random.Next(3) == 0).Select(role => new RoleId((ulong)role + 50))] };
                break;
            case 3:
                state.Presences.Remove(user);
                break;
            case 4 when state.Members.ContainsKey(user):
                state.Presences[user] = new PresencePayload { User = new PresenceUserPayload(user), Status = random.Next(2) == 0 ? "idle" : "online" };
                break;
            case 5 when state.Members.TryGetValue(user, out var member):
                state.Members[user] = member with { Mute = !member.Mute };
                break;
        }

        list.Move(state, user, roster.Find(user), roster.Update(state, user));
    }

    // Worked out from the state with nothing but sorting.
    private static List<string> Expected(GuildState state, bool hidden)
    {
        List<string> rows = [];
        var members = state.Members.Values.Where(member => !hidden || state.MayView(state.Channels[Hidden], member)).ToArray();
        foreach (var group in members.GroupBy(member => GroupOf(state, member)).OrderBy(group => group.Key.Order))
        {
            if (group.Key.Order == int.MaxValue) continue;
            rows.Add($"{{\"group\":{{\"id\":\"{group.Key.Name}\",\"count\":{group.Count()}}}}}");
            rows.AddRange(group.OrderBy(member => (member.Nick ?? state.Users[member.User].Username).ToLowerInvariant(), StringComparer.Ordinal)
                .ThenBy(member => member.User.Number)
                .Select(member => Item(state, member)));
        }

        return rows;
    }

    private static (int Order, string Name) GroupOf(GuildState state, MemberRow member)
    {
        if (!state.Presences.ContainsKey(member.User)) return StartedSmall(state) ? (90, "offline") : (int.MaxValue, "");
        var apart = member.Roles.Select(role => state.Roles[role]).Where(role => role.Hoist).OrderByDescending(role => role.Position).FirstOrDefault();
        return apart is null ? (80, "online") : (70 - apart.Position, apart.Id.ToString());
    }

    private static bool StartedSmall(GuildState state) => state.Users.Count <= Roster.OfflineListedUpTo;

    private static string Item(GuildState state, MemberRow member)
    {
        var shown = JsonSerializer.Serialize(state.Shown(member), PayloadJson.Default.MemberPayload);
        var presence = JsonSerializer.Serialize(state.ShownPresence(member.User), PayloadJson.Default.PresencePayload);
        return $"{{\"member\":{shown[..^1]},\"presence\":{presence}}}}}";
    }

    private static GuildState State(int people, Random random)
    {
        UserId[] users = [.. Enumerable.Range(100, people).Select(id => new UserId((ulong)id))];
        var state = new GuildState(new GuildSnapshot
        {
            Guild = new GuildPayload { Id = Guild, Name = "crowd", OwnerId = users[0] },
            Channels =
            [
                new ChannelPayload
                {
                    Id = Hidden, Type = ChannelType.GuildText, Name = "hidden", GuildId = Guild,
                    PermissionOverwrites =
                    [
                        new OverwritePayload(new OverwriteId(Guild.Value), OverwriteType.Role, Permissions.None, Permissions.ViewChannel),
                        new OverwritePayload(new OverwriteId(new Snowflake(50)), OverwriteType.Role, Permissions.ViewChannel, Permissions.None),
                    ],
                },
            ],
            Roles =
            [
                new RolePayload { Id = new RoleId(Guild.Value), Name = "@everyone", Permissions = PermissionMath.Default },
                .. Enumerable.Range(0, Roles).Select(i => new RolePayload { Id = new RoleId((ulong)i + 50), Name = $"r{i}", Permissions = Permissions.None, Position = i + 1, Hoist = i != 1 }),
            ],
            Members = [.. users.Select(user => new MemberRow { User = user, JoinedAt = DateTimeOffset.UnixEpoch })],
            Users = [.. users.Select(user => new UserPayload { Id = user, Username = $"{(char)('a' + random.Next(26))}{user.Number}" })],
            Bans = [],
            Invites = [],
            Emojis = [],
            Nonces = [],
            LastSequence = 0,
        });
        foreach (var user in users.Where(_ => random.Next(2) == 0))
            state.Presences[user] = new PresencePayload { User = new PresenceUserPayload(user), Status = "online" };
        return state;
    }
}
