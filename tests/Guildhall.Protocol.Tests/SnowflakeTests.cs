using System.Collections.Concurrent;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Protocol.Tests;

/// <summary>Ids: made in order, read strictly.</summary>
public sealed class SnowflakeTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Ids_rise_strictly_within_one_millisecond_and_beyond_its_4096()
    {
        var generator = new SnowflakeGenerator(_time);
        var last = generator.Next();
        for (var number = 0; number < 20_000; number++)
        {
            var next = generator.Next();
            (next > last).ShouldBeTrue();
            last = next;
        }
    }

    [Fact]
    public void Ids_rise_strictly_when_the_clock_steps_back()
    {
        var generator = new SnowflakeGenerator(_time, worker: 3, process: 9);
        var random = new Random(5);
        var last = generator.Next();
        for (var number = 0; number < 20_000; number++)
        {
            _time.Jump(TimeSpan.FromMilliseconds(random.Next(-1_000, 900)));
            var next = generator.Next();
            (next > last).ShouldBeTrue();
            last = next;
        }
    }

    [Fact]
    public async Task Ids_made_on_many_threads_are_all_different()
    {
        var generator = new SnowflakeGenerator(_time);
        var made = new ConcurrentBag<Snowflake>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var number = 0; number < 5_000; number++) made.Add(generator.Next());
        })));
        made.Distinct().Count().ShouldBe(40_000);
    }

    [Fact]
    public void Nodes_with_different_leases_never_make_the_same_id()
    {
        var (one, other) = (new SnowflakeGenerator(_time, worker: 1), new SnowflakeGenerator(_time, process: 1));
        var ids = Enumerable.Range(0, 5_000).SelectMany(_ => new[] { one.Next(), other.Next() }).ToList();
        ids.Distinct().Count().ShouldBe(ids.Count);
        (one.Next().Value >> 12 & 1023).ShouldBe(32u);
        (other.Next().Value >> 12 & 1023).ShouldBe(1u);
    }

    [Fact]
    public void An_id_knows_when_it_was_made()
    {
        new SnowflakeGenerator(_time).Next().CreatedAt.ShouldBe(_time.GetUtcNow());
        Snowflake.At(_time.GetUtcNow()).CreatedAt.ShouldBe(_time.GetUtcNow());
        Snowflake.At(DateTimeOffset.UnixEpoch).ShouldBe(default);
        new Snowflake(175_928_847_299_117_063).CreatedAt.ToUnixTimeMilliseconds().ShouldBe(1_462_015_105_796);
    }

    [Theory]
    [InlineData("0", 0UL)]
    [InlineData("175928847299117063", 175928847299117063UL)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    public void A_decimal_number_is_read(string text, ulong value)
    {
        Snowflake.TryParse(text, out var id).ShouldBeTrue();
        id.Value.ShouldBe(value);
        JsonSerializer.Deserialize<UserId>($"\"{text}\"").Number.ShouldBe(value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("1,000")]
    [InlineData("18446744073709551616")]
    [InlineData("99999999999999999999999999")]
    [InlineData("\u0661")]
    [InlineData("abc")]
    public void Anything_else_is_refused(string text)
    {
        Snowflake.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<UserId>(JsonSerializer.Serialize(text)));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e40")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Json_of_another_kind_is_refused(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<UserId>(json));

    [Fact]
    public void An_id_is_a_string_on_the_wire_also_as_a_name_and_reads_as_a_number_too()
    {
        JsonSerializer.Serialize(new ChannelId(ulong.MaxValue)).ShouldBe("\"18446744073709551615\"");
        JsonSerializer.Serialize(new Dictionary<RoleId, int> { [new RoleId(7)] = 1 }).ShouldBe("{\"7\":1}");
        JsonSerializer.Deserialize<Dictionary<RoleId, int>>("{\"7\":1}")![new RoleId(7)].ShouldBe(1);
        JsonSerializer.Deserialize<ChannelId>("42").ShouldBe(new ChannelId(42));
    }

    [Fact]
    public void Ids_in_a_fragmented_buffer_are_read_like_any_other()
    {
        using var stream = new MemoryStream([.. new string(' ', 16_380).Select(c => (byte)c), .. "\"175928847299117063\""u8]);
        JsonSerializer.Deserialize<UserId>(stream).ShouldBe(new UserId(175928847299117063));
    }
}
