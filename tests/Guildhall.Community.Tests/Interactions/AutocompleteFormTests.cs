using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Community.Interactions.Commands;

namespace Guildhall.Community.Tests.Interactions;

public sealed class AutocompleteFormTests
{
    private const int Text = 3;
    private const int Integer = 4;
    private const int Number = 10;

    [Theory]
    [InlineData("""{"choices":[]}""", Text, 0)]
    [InlineData("""{"choices":null}""", Text, 0)]
    [InlineData("""{"choices":[{"name":"One","value":"1"}]}""", Text, 1)]
    [InlineData("""{"choices":[{"name":"One","value":1},{"name":"Two","value":-2}]}""", Integer, 2)]
    [InlineData("""{"choices":[{"name":"Half","value":0.5}]}""", Number, 1)]
    public void Choices_of_the_options_type_are_taken(string data, int type, int count) => Read(data, type).Value!.Count.ShouldBe(count);

    [Theory]
    [InlineData("""{"choices":[{"name":"One","value":1}]}""", Text, "choices.0.value")]
    [InlineData("""{"choices":[{"name":"One","value":"1"}]}""", Integer, "choices.0.value")]
    [InlineData("""{"choices":[{"name":"One","value":1.5}]}""", Integer, "choices.0.value")]
    [InlineData("""{"choices":[{"name":"One","value":9007199254740993}]}""", Integer, "choices.0.value")]
    [InlineData("""{"choices":[{"name":"One"}]}""", Text, "choices.0.value")]
    [InlineData("""{"choices":[{"name":"","value":"1"}]}""", Text, "choices.0.name")]
    [InlineData("""{"choices":[{"value":"1"}]}""", Text, "choices.0.name")]
    [InlineData("""{"choices":{}}""", Text, "choices")]
    public void Others_are_refused_at_their_place(string data, int type, string path) =>
        Read(data, type).Failure.ShouldBeOfType<Failure.InvalidForm>().Errors.ShouldContain(error => error.Path == path);

    [Fact]
    public void More_choices_or_longer_ones_than_allowed_are_refused()
    {
        Read($$"""{"choices":[{{string.Join(',', Enumerable.Repeat("""{"name":"x","value":"x"}""", 26))}}]}""", Text).IsOk.ShouldBeFalse();
        Read($$"""{"choices":[{"name":"{{new string('x', 101)}}","value":"x"}]}""", Text).IsOk.ShouldBeFalse();
        Read($$"""{"choices":[{"name":"x","value":"{{new string('x', 101)}}"}]}""", Text).IsOk.ShouldBeFalse();
    }

    [Fact]
    public void A_choice_is_read_in_the_language_of_the_person()
    {
        var read = Read("""{"choices":[{"name":"Red","value":"r","name_localizations":{"de":"Rot"}},{"name":"Blue","value":"b"}]}""", Text).Value!;
        AutocompleteForm.In("de", read).Select(choice => choice.Name).ShouldBe(["Rot", "Blue"]);
        AutocompleteForm.In("fr", read).Select(choice => choice.Name).ShouldBe(["Red", "Blue"]);
    }

    private static Result<IReadOnlyList<Guildhall.Community.Applications.Commands.CommandChoicePayload>> Read(string data, int type) =>
        AutocompleteForm.Read(new Form(JsonDocument.Parse(data).RootElement), type);
}
