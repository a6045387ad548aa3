using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Testing;

namespace Guildhall.Protocol.Tests;

/// <summary>
/// Pins how every payload looks on the wire, with everything set and with as little as possible. After a wanted change,
/// run once with GUILDHALL_WRITE_GOLDEN=1 and look at the difference before it is committed.
/// </summary>
public sealed class GoldenPayloadTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema of each payload, and what a bare payload may leave out since another part of the server adds it.</summary>
    private static readonly Dictionary<Type, (string Schema, string[] AddedLater)> SchemaOf = new()
    {
        [typeof(UserPayload)] = ("UserResponse", []),
        [typeof(SelfUserPayload)] = ("UserPIIResponse", []),
        [typeof(RolePayload)] = ("GuildRoleResponse", []),
        [typeof(MemberPayload)] = ("GuildMemberResponse", ["user"]), // events that show the user beside the member
        [typeof(ChannelPayload)] = ("GuildChannelResponse", ["guild_id"]), // inside GUILD_CREATE
        [typeof(EmojiPayload)] = ("EmojiResponse", []),
        [typeof(GuildPayload)] = ("GuildWithCountsResponse", []),
        [typeof(GuildCreatePayload)] = ("GuildWithCountsResponse", []),
        [typeof(MessagePayload)] = ("MessageResponse", []),
    };

    /// <summary>Every payload that the context serialises by itself; lists of them follow.</summary>
    public static TheoryData<Type> Payloads() =>
        [.. typeof(PayloadJson).GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
            .Select(attribute => (Type)attribute.ConstructorArguments[0].Value!)
            .Where(type => !type.IsInterface)];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_payload_with_everything_set_looks_as_its_golden_file(Type type) => Matches(type, Sample(type, isFull: true), "full");

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_payload_with_little_set_looks_as_its_golden_file(Type type) => Matches(type, Sample(type, isFull: false), "bare");

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_payload_has_what_the_document_requires_and_null_only_where_it_may_be(Type type)
    {
        if (!SchemaOf.TryGetValue(type, out var expected)) return;
        Schemas.Problems(Wire(type, Sample(type, isFull: true)), expected.Schema).ShouldBeEmpty();
        Schemas.Problems(Wire(type, Sample(type, isFull: false)), expected.Schema)
            .Where(problem => !expected.AddedLater.Any(name => problem == $"{expected.Schema}.{name} is missing"))
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_payload_that_was_written_reads_as_it_was(Type type)
    {
        foreach (var isFull in new[] { true, false })
        {
            var sample = Sample(type, isFull);
            Sameness.Difference(sample, Wire(type, sample).Deserialize(type, PayloadJson.Default)).ShouldBeNull();
        }
    }

    [Fact]
    public void A_user_without_a_tag_still_shows_every_field_of_it()
    {
        var user = new UserPayload { Id = new UserId(1), Username = "ada", PrimaryGuild = new UserPrimaryGuildPayload(null, null, null, null) };
        Schemas.Problems(Wire(typeof(UserPayload), user), "UserResponse").ShouldBeEmpty();
    }

    [Fact]
    public void The_check_against_the_document_notices_what_is_missing_null_or_of_another_kind()
    {
        Schemas.Problems(JsonElement.Parse("{}"), "UserResponse").ShouldContain("UserResponse.username is missing");
        var user = """{"id":1,"username":null,"avatar":null,"discriminator":"0","public_flags":0,"flags":0,"global_name":null,"primary_guild":{}}""";
        var problems = Schemas.Problems(JsonElement.Parse(user), "UserResponse");
        problems.Count.ShouldBe(6, string.Join('\n', problems)); // the id, the name and the four fields of the tag
    }

    [Fact]
    public void A_reply_shows_null_for_a_deleted_target_and_nothing_for_one_not_looked_up()
    {
        var reply = (MessagePayload)Sample(typeof(MessagePayload), isFull: false);
        Wire(typeof(MessagePayload), reply).TryGetProperty("referenced_message", out _).ShouldBeFalse();
        Wire(typeof(MessagePayload), reply with { ReferencedMessage = new ReferencedMessage(true, null) })
            .GetProperty("referenced_message").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("2026-03-04T05:06:07Z", "2026-03-04T05:06:07+00:00")]
    [InlineData("2026-03-04T05:06:07.1Z", "2026-03-04T05:06:07.100000+00:00")]
    [InlineData("2026-03-04T05:06:07.1234567Z", "2026-03-04T05:06:07.123456+00:00")]
    [InlineData("2026-03-04T05:06:07.0000001Z", "2026-03-04T05:06:07+00:00")]
    [InlineData("2026-03-04T07:06:07+02:00", "2026-03-04T05:06:07+00:00")]
    public void Moments_have_no_fraction_or_six_digits_of_it(string moment, string onTheWire)
    {
        var member = new MemberPayload { JoinedAt = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture) };
        Wire(typeof(MemberPayload), member).GetProperty("joined_at").GetRawText().ShouldBe($"\"{onTheWire}\"");
    }

    [Fact]
    public void Every_golden_file_belongs_to_a_payload()
    {
        var expected = Payloads().SelectMany(row => new[] { $"{((Type)row.Data).Name}.full.json", $"{((Type)row.Data).Name}.bare.json" });
        Directory.EnumerateFiles(Path.Combine(Facts.ProjectFolder, "Golden")).Select(path => Path.GetFileName(path)!).Except(expected).ShouldBeEmpty();
    }

    private static object Sample(Type type, bool isFull)
    {
        var sample = isFull ? Samples.Full(type) : Samples.Bare(type);
        return sample is MessagePayload message ? WithNonce(message, isFull) : sample;
    }

    // A nonce is a string or a whole number; a sample would be any JSON.
    private static MessagePayload WithNonce(MessagePayload message, bool isFull) => message with
    {
        Nonce = isFull ? JsonElement.Parse("\"nonce-1\"") : null,
        ReferencedMessage = message.ReferencedMessage.Message is { } target
            ? new ReferencedMessage(true, target with { Nonce = null, ReferencedMessage = default })
            : message.ReferencedMessage,
    };

    private static JsonElement Wire(Type type, object value) =>
        JsonElement.Parse(JsonSerializer.SerializeToUtf8Bytes(value, type, PayloadJson.Default));

    private static void Matches(Type type, object value, string kind)
    {
        var json = JsonSerializer.Serialize(Wire(type, value), Readable).ReplaceLineEndings("\n") + "\n";
        var name = $"{type.Name}.{kind}.json";
        if (Environment.GetEnvironmentVariable("GUILDHALL_WRITE_GOLDEN") == "1")
            File.WriteAllText(Path.Combine(Facts.ProjectFolder, "Golden", name), json);
        var golden = Path.Combine(Facts.ProjectFolder, "Golden", name);
        File.Exists(golden).ShouldBeTrue($"{name} is missing; run once with GUILDHALL_WRITE_GOLDEN=1");
        json.ShouldBe(File.ReadAllText(golden), name);
    }
}
