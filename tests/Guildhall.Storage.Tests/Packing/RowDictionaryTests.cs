using System.Reflection;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Packing;

namespace Guildhall.Storage.Tests.Packing;

public sealed class RowDictionaryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_answers_as_a_dictionary_does_before_and_after_rows_are_packed(int seed)
    {
        var random = new Random(seed);
        var rows = new RowDictionary<UserId, MemberRow>(new MemberCodec());
        Dictionary<UserId, MemberRow> model = [];
        for (var step = 0; step < 60_000; step++)
        {
            var user = new UserId((ulong)random.Next(1, 12_000) << 22);
            // Fills up, then loses most, so that pages are emptied and used again.
            if (random.Next(10) < (step is > 30_000 and < 48_000 ? 2 : 8))
            {
                var row = Row(user, random);
                (rows[user], model[user]) = (row, row);
            }
            else
            {
                rows.Remove(user).ShouldBe(model.Remove(user));
            }

            rows.Count.ShouldBe(model.Count);
            var asked = new UserId((ulong)random.Next(1, 12_000) << 22);
            rows.TryGetValue(asked, out var found).ShouldBe(model.TryGetValue(asked, out var expected));
            rows.ContainsKey(asked).ShouldBe(expected is not null);
            if (expected is not null) Same(found!, expected);
        }

        rows.IsPacked.ShouldBeTrue();
        rows.Keys.Order(ByNumber).ShouldBe(model.Keys.Order(ByNumber));
        foreach (var row in rows.Values) Same(row, model[row.User]);
        rows.PackedBytes.ShouldBeLessThan(4_000_000);
    }

    [Fact]
    public void Every_property_of_a_member_survives()
    {
        var codec = new MemberCodec();
        foreach (var row in new[] { Filled<MemberRow>(full: true), Filled<MemberRow>(full: false) })
            Same(Through(codec, row)!, row);
    }

    [Fact]
    public void Every_property_of_a_profile_survives_or_the_profile_is_kept_as_it_is()
    {
        foreach (var row in new[] { Filled<UserPayload>(full: true) with { PrimaryGuild = null }, Filled<UserPayload>(full: false) })
            Through(ProfileCodec.Only, row).ShouldBe(row);
        Through(ProfileCodec.Only, Filled<UserPayload>(full: true)).ShouldBeNull();
    }

    [Fact]
    public void A_hash_is_kept_in_half_and_any_other_text_as_it_is()
    {
        foreach (var text in (string[])["0123456789abcdef0123456789abcdef", "a_0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789abcdef", "", "zz"])
        {
            Span<byte> bytes = new byte[64];
            var writer = new PackedWriter(bytes);
            writer.Hash(text);
            var reader = new PackedReader(bytes[..writer.Length]);
            reader.Hash().ShouldBe(text);
            if (text.Length == 32 && text.All(char.IsAsciiHexDigitLower)) writer.Length.ShouldBe(17);
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(9_000)]
    public void A_walk_in_parts_sees_every_row_in_the_order_of_the_table(int count)
    {
        var random = new Random(count);
        var rows = new RowDictionary<UserId, MemberRow>(new MemberCodec());
        for (var i = 1; i <= count; i++) rows.Add(Row(new UserId((ulong)i << 22), random));
        List<UserId> seen = [];
        var parts = 0;
        for (int? at = 0; at is { } from; parts++)
        {
            at = rows.Walk(from, 1_000, (user, row, packed) =>
            {
                var nick = row is null ? System.Text.Encoding.UTF8.GetString(MemberCodec.NickOf(packed, out _)) : row.Nick ?? "";
                nick.ShouldBe(rows[user].Nick ?? "");
                if (!seen.Contains(user)) seen.Add(user);
                return true;
            });
        }

        seen.ShouldBe(rows.Values.Select(row => row.User));
        parts.ShouldBe(rows.IsPacked ? 17 : 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_walk_misses_nobody_who_stays_while_others_leave(int seed)
    {
        var random = new Random(seed);
        var rows = new RowDictionary<UserId, MemberRow>(new MemberCodec());
        for (var i = 1; i <= 9_000; i++) rows.Add(Row(new UserId((ulong)i << 22), random));
        HashSet<UserId> seen = [];
        for (int? at = 0; at is { } from;)
        {
            at = rows.Walk(from, 64, (user, _, _) => seen.Add(user) || true);
            for (var gone = 0; gone < 20; gone++) rows.Remove(new UserId((ulong)random.Next(1, 9_001) << 22));
        }

        rows.Count.ShouldBeLessThan(6_000);
        rows.Keys.Where(user => !seen.Contains(user)).ShouldBeEmpty();
    }

    [Fact]
    public void A_walk_ends_where_its_visitor_has_had_enough()
    {
        var random = new Random(4);
        var rows = new RowDictionary<UserId, MemberRow>(new MemberCodec());
        for (var i = 1; i <= 9_000; i++) rows.Add(Row(new UserId((ulong)i << 22), random));
        var seen = 0;
        rows.Walk(0, 100_000, (_, _, _) => ++seen < 10).ShouldBeNull();
        seen.ShouldBe(10);
    }

    private static readonly Comparer<UserId> ByNumber = Comparer<UserId>.Create((a, b) => a.Number.CompareTo(b.Number));

    private static T? Through<T>(RowCodec<T> codec, T row)
        where T : class
    {
        Span<byte> bytes = stackalloc byte[RowCodec<T>.LongestRow];
        var writer = new PackedWriter(bytes);
        if (!codec.TryWrite(row, ref writer)) return null;
        writer.HasRoom.ShouldBeTrue();
        var reader = new PackedReader(bytes[..writer.Length]);
        return codec.Read(codec.IdOf(row), ref reader);
    }

    // Lists are equal by what is in them.
    private static void Same(MemberRow row, MemberRow expected)
    {
        row.Roles.ShouldBe(expected.Roles);
        row.OnboardingAnswers.ShouldBe(expected.OnboardingAnswers);
        row.DoneActions.ShouldBe(expected.DoneActions);
        (row with { Roles = [], OnboardingAnswers = null, DoneActions = null }).ShouldBe(expected with { Roles = [], OnboardingAnswers = null, DoneActions = null });
    }

    // Sets every property there is, so that one which is added later and forgotten in the codec fails here.
    private static T Filled<T>(bool full)
        where T : class
    {
        var row = (T)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(T));
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
            property.SetValue(row, ValueOf(property, full));
        return row;
    }

    private static object? ValueOf(PropertyInfo property, bool full)
    {
        var isOptional = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        if (isOptional && !full) return null;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(string)) return full ? $"é{property.Name}" : property.Name is "Discriminator" ? "0" : "";
        if (type == typeof(bool)) return full;
        if (type == typeof(int)) return full ? -7 : 0;
        if (type == typeof(long)) return full ? 1L << 44 : 0L;
        if (type == typeof(UserId)) return new UserId(1UL << 60);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero).AddTicks(8_765_430);
        if (type == typeof(DateOnly)) return new DateOnly(2026, 3, 4);
        if (type == typeof(IReadOnlyList<RoleId>)) return full ? [new RoleId(5), new RoleId(6)] : Array.Empty<RoleId>();
        if (type == typeof(IReadOnlyList<PromptOptionId>)) return (PromptOptionId[])[new(5), new(ulong.MaxValue)];
        if (type == typeof(IReadOnlyList<ChannelId>)) return (ChannelId[])[new(9)];
        if (type == typeof(UserPrimaryGuildPayload)) return System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        throw new NotSupportedException($"{property.Name} is a {type.Name}: teach the codec, then this test.");
    }

    private static MemberRow Row(UserId user, Random random) => new()
    {
        User = user,
        JoinedAt = DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(1L << 50)),
        Nick = random.Next(3) == 0 ? new string('n', random.Next(1, 33)) : null,
        Bio = random.Next(50) == 0 ? new string('b', random.Next(1, 5_000)) : "",
        Roles = [.. Enumerable.Range(0, random.Next(4)).Select(role => new RoleId((ulong)role + 1))],
        Flags = random.Next(),
        Mute = random.Next(2) == 0,
    };
}
