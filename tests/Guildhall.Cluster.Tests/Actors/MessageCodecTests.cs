using System.Reflection;
using System.Text;
using Guildhall.Cluster.Actors;
using Guildhall.Cluster.Relay;
using Guildhall.Testing;

namespace Guildhall.Cluster.Tests;

/// <summary>Nothing that actors say to each other depends on sharing a process.</summary>
public sealed class MessageCodecTests
{
    private readonly MessageCodec _codec = new();

    /// <summary>Every message of every room that this project references, and every failure an answer may be.</summary>
    public static TheoryData<Type> Messages()
    {
        var kinds = Directory.EnumerateFiles(AppContext.BaseDirectory, "Guildhall.*.dll")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => !name.EndsWith(".Tests", StringComparison.Ordinal))
            .SelectMany(name => Assembly.Load(name).GetTypes())
            .Where(type => type is { IsAbstract: false, ContainsGenericParameters: false } && type != typeof(SettleMark))
            .Where(type => typeof(IActorMessage).IsAssignableFrom(type) || typeof(Failure).IsAssignableFrom(type));
        return [.. kinds];
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_with_everything_set_arrives_as_it_left(Type type) => Travels(Samples.Full(type));

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_with_as_little_as_possible_set_arrives_as_it_left(Type type) => Travels(Samples.Bare(type));

    [Fact]
    public void The_relays_messages_are_among_those_tried() =>
        Messages().Select(row => (Type)row.Data).Count(typeof(RelayMessage).IsAssignableFrom)
            .ShouldBe(typeof(RelayMessage).GetNestedTypes().Length);

    [Fact]
    public void A_payload_travels_whole()
    {
        foreach (var type in typeof(MessagePayload).Assembly.GetExportedTypes())
        {
            if (type.IsAbstract || !type.Name.EndsWith("Payload", StringComparison.Ordinal)) continue;
            Travels(Samples.Full(type));
            Travels(Samples.Bare(type));
        }
    }

    [Fact]
    public void An_absent_field_stays_absent_and_null_stays_null()
    {
        Travels(new Change(default, default));
        Travels(new Change(new Optional<string?>(true, null), new Optional<int?>(true, null)));
        Travels(new Change("name", 0));
    }

    [Fact]
    public void A_list_that_a_collection_expression_made_up_is_an_answer_like_any_other()
    {
        IReadOnlyList<Answer> made = [new(1), new(2), new(3)];
        var result = _codec.RoundTrip(new Result<IReadOnlyList<Answer>>(made));
        result.Value.ShouldBe(made);
    }

    [Fact]
    public void A_failure_as_an_answer_keeps_its_kind_and_numbers()
    {
        var result = _codec.RoundTrip(new Result<Answer>(new Failure.TooManyPins(250)));
        result.Failure.ShouldBe(new Failure.TooManyPins(250));
    }

    [Theory]
    [InlineData("System.Version, System.Private.CoreLib")]
    [InlineData("System.Collections.Generic.List`1[[System.Version, System.Private.CoreLib]], System.Private.CoreLib")]
    [InlineData("System.Version[], System.Private.CoreLib")]
    public void Types_of_others_are_refused(string type)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","value":{ } }""");
        Should.Throw<InvalidDataException>(() => _codec.Decode(bytes));
    }

    private void Travels(object message) =>
        Sameness.Difference(message, _codec.Decode(_codec.Encode(message))).ShouldBeNull(message.GetType().Name);

    private sealed record Change(Optional<string?> Name, Optional<int?> Limit) : IActorMessage;
}
