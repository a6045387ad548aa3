using System.Text.Json;
using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Tests.Interactions;

public sealed class CommandNameTests
{
    [Theory]
    [InlineData("weave")]
    [InlineData("what's-new_2")]
    [InlineData("größe")]
    [InlineData("команда")]
    [InlineData("命令")]
    [InlineData("आदेश")]
    [InlineData("คำสั่ง")]
    [InlineData("أمر")]
    [InlineData("²½Ⅳ")]
    [InlineData("\U00010428")]
    public void Letters_and_digits_of_every_script_make_a_name(string name) => Errors(name).ShouldBe(name == "²½Ⅳ" ? ["APPLICATION_COMMAND_INVALID_NAME"] : []);

    [Theory]
    [InlineData("Weave", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("Größe", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("\U00010400", "APPLICATION_COMMAND_INVALID_NAME")]
    [InlineData("two words", "STRING_TYPE_REGEX")]
    [InlineData("what?", "STRING_TYPE_REGEX")]
    [InlineData("🧵", "STRING_TYPE_REGEX")]
    [InlineData("a/b", "STRING_TYPE_REGEX")]
    [InlineData("a\u0000", "STRING_TYPE_REGEX")]
    [InlineData("฿", "STRING_TYPE_REGEX")]
    public void Anything_else_is_refused(string name, string code) => Errors(name).ShouldBe([code]);

    private static IEnumerable<string> Errors(string name)
    {
        var form = new Form(JsonDocument.Parse("{}").RootElement);
        CommandName.Check(form, "name", name);
        return ((form.Failure as Failure.InvalidForm)?.Errors ?? []).Select(error => error.Code);
    }
}
