using Guildhall.Community.Components;
using static Guildhall.Community.Tests.Components.Reading;
using Fields = System.Collections.Generic.Dictionary<string, object?>;

namespace Guildhall.Community.Tests.Components;

public sealed class ModalFormTests
{
    private const string At = "data.components.0.component";

    [Fact]
    public void A_modal_has_a_title_a_custom_id_and_one_to_five_parts()
    {
        Errors(new() { ["components"] = new[] { Label(new { type = 23, custom_id = "c" }) } }).ShouldBeEmpty();
        Errors(new() { ["title"] = null }).ShouldBe(["data.title BASE_TYPE_REQUIRED"]);
        Errors(new() { ["title"] = new string('t', 45) }).ShouldBeEmpty();
        Errors(new() { ["title"] = new string('t', 46) }).ShouldBe(["data.title BASE_TYPE_BAD_LENGTH"]);
        Errors(new() { ["custom_id"] = null }).ShouldBe(["data.custom_id BASE_TYPE_REQUIRED"]);
        Errors(new() { ["custom_id"] = new string('c', 101) }).ShouldBe(["data.custom_id BASE_TYPE_BAD_LENGTH"]);
        Errors(new() { ["components"] = Array.Empty<object>() }).ShouldBe(["data.components BASE_TYPE_BAD_LENGTH"]);
        Errors(new() { ["components"] = Enumerable.Repeat(Text(), 5) }).ShouldBeEmpty();
        Errors(new() { ["components"] = Enumerable.Repeat(Text(), 6) }).ShouldBe(["data.components BASE_TYPE_BAD_LENGTH"]);
        Errors(new() { ["components"] = new object[] { new { type = 14 }, Button() } })
            .ShouldBe(["data.components.0.type UNION_TYPE_CHOICES", "data.components.1.type UNION_TYPE_CHOICES"]);
    }

    [Theory]
    [InlineData("label", 45)]
    [InlineData("description", 100)]
    public void A_labels_text_may_be_as_long_as_its_limit_and_no_longer(string field, int max)
    {
        var label = new Fields { ["type"] = 18, ["label"] = "l", ["component"] = new { type = 23, custom_id = "c" } };
        Errors(new() { ["components"] = new[] { new Fields(label) { [field] = new string('x', max) } } }).ShouldBeEmpty();
        Errors(new() { ["components"] = new[] { new Fields(label) { [field] = new string('x', max + 1) } } }).ShouldBe([$"data.components.0.{field} BASE_TYPE_BAD_LENGTH"]);
    }

    [Fact]
    public void A_label_is_of_one_thing_that_is_asked()
    {
        Errors(new() { ["components"] = new[] { new { type = 18, label = "l" } } }).ShouldBe([$"{At} BASE_TYPE_REQUIRED"]);
        Inside(Text()).ShouldBe([$"{At}.type UNION_TYPE_CHOICES"]);
        Inside(Button()).ShouldBe([$"{At}.type UNION_TYPE_CHOICES"]);
        foreach (var type in (int[])[5, 6, 7, 8]) Inside(new { type, custom_id = "s" }).ShouldBeEmpty();
        Inside(new { type = 3, custom_id = "s", options = Options(1) }).ShouldBeEmpty();
        Inside(new { type = 5, custom_id = "s", disabled = true }).ShouldBe([$"{At}.disabled COMPONENT_DISABLED_IN_MODAL"]);
        Inside(new { type = 5, custom_id = "s", disabled = false }).ShouldBeEmpty();
    }

    [Fact]
    public void A_text_input_has_a_style_and_lengths()
    {
        Input([]).ShouldBeEmpty();
        Input(new() { ["style"] = 3 }).ShouldBe([$"{At}.style BASE_TYPE_CHOICES"]);
        Input(new() { ["style"] = null }).ShouldContain($"{At}.style BASE_TYPE_REQUIRED");
        Input(new() { ["custom_id"] = null }).ShouldBe([$"{At}.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"]);
        Input(new() { ["min_length"] = 0, ["max_length"] = 4000, ["value"] = new string('v', 4000), ["placeholder"] = new string('p', 100) }).ShouldBeEmpty();
        Input(new() { ["min_length"] = -1 }).ShouldBe([$"{At}.min_length NUMBER_TYPE_MIN"]);
        Input(new() { ["min_length"] = 4001 }).ShouldBe([$"{At}.min_length NUMBER_TYPE_MAX"]);
        Input(new() { ["max_length"] = 0 }).ShouldBe([$"{At}.max_length NUMBER_TYPE_MIN"]);
        Input(new() { ["max_length"] = 4001 }).ShouldBe([$"{At}.max_length NUMBER_TYPE_MAX"]);
        Input(new() { ["min_length"] = 5, ["max_length"] = 4 }).ShouldBe([$"{At}.max_length NUMBER_TYPE_MIN"]);
        Input(new() { ["value"] = new string('v', 4001) }).ShouldBe([$"{At}.value BASE_TYPE_MAX_LENGTH"]);
        Input(new() { ["max_length"] = 3, ["value"] = "four" }).ShouldBe([$"{At}.value BASE_TYPE_MAX_LENGTH"]);
        Input(new() { ["placeholder"] = new string('p', 101) }).ShouldBe([$"{At}.placeholder BASE_TYPE_MAX_LENGTH"]);
        Input(new() { ["label"] = "twice" }).ShouldBe([$"{At}.label COMPONENT_LABEL_NOT_ALLOWED"]);
    }

    [Fact]
    public void In_a_row_a_text_input_stands_alone_with_a_label_of_its_own()
    {
        object In(string id, string? label) => new Fields { ["type"] = 4, ["custom_id"] = id, ["style"] = 1, ["label"] = label };
        Errors(new() { ["components"] = new[] { Row(In("a", "name")) } }).ShouldBeEmpty();
        Errors(new() { ["components"] = new[] { Row(In("a", null)) } }).ShouldBe(["data.components.0.components.0.label BASE_TYPE_REQUIRED"]);
        Errors(new() { ["components"] = new[] { Row(In("a", "x"), In("b", "y")) } }).ShouldBe(["data.components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED"]);
        Errors(new() { ["components"] = new[] { Row(Button()) } }).ShouldBe(["data.components.0.components.0.type UNION_TYPE_CHOICES"]);
    }

    [Fact]
    public void Files_are_asked_for_up_to_ten()
    {
        Inside(new { type = 19, custom_id = "f", min_values = 0, max_values = 10, required = false, file_types = new[] { ".png" } }).ShouldBeEmpty();
        Inside(new { type = 19, custom_id = "f", max_values = 11 }).ShouldBe([$"{At}.max_values NUMBER_TYPE_MAX"]);
        Inside(new { type = 19, custom_id = "f", min_values = 2 }).ShouldBe([$"{At}.max_values NUMBER_TYPE_MIN"]);
        Inside(new { type = 19, custom_id = "f", file_types = Enumerable.Repeat(".png", 11) }).ShouldBe([$"{At}.file_types BASE_TYPE_MAX_LENGTH"]);
    }

    [Fact]
    public void A_radio_group_has_two_to_ten_choices_and_a_checkbox_group_one_to_ten()
    {
        object Group(int type, int count) => new { type, custom_id = "g", options = Options(count) };
        foreach (var (type, least) in ((int, int)[])[(21, 2), (22, 1)])
        {
            Inside(Group(type, least)).ShouldBeEmpty();
            Inside(Group(type, 10)).ShouldBeEmpty();
            Inside(Group(type, least - 1)).ShouldBe([$"{At}.options BASE_TYPE_BAD_LENGTH"]);
            Inside(Group(type, 11)).ShouldBe([$"{At}.options BASE_TYPE_BAD_LENGTH"]);
        }

        object[] chosen = [new { label = "a", value = "a", @default = true }, new { label = "b", value = "b", @default = true }];
        Inside(new { type = 21, custom_id = "g", options = chosen }).ShouldBe([$"{At}.options SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES"]);
        Inside(new { type = 22, custom_id = "g", options = chosen }).ShouldBeEmpty();
        Inside(new { type = 22, custom_id = "g", options = chosen, max_values = 1 }).ShouldBe([$"{At}.options SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES"]);
        Inside(new { type = 22, custom_id = "g", options = chosen, max_values = 3 }).ShouldBe([$"{At}.max_values NUMBER_TYPE_MAX"]);
        Inside(new { type = 22, custom_id = "g", options = chosen, min_values = 11 }).ShouldContain($"{At}.min_values NUMBER_TYPE_MAX");
    }

    [Fact]
    public void What_is_asked_is_required_unless_it_says_otherwise_and_numbered()
    {
        var form = FormOf(new { custom_id = "m", title = "t", components = new[] { Label(new { type = 3, custom_id = "s", options = Options(1) }), Label(new { type = 4, custom_id = "i", style = 1, required = false }) } });
        var modal = ModalForm.Read(form);
        form.Failure.ShouldBeNull();
        (modal.CustomId, modal.Title).ShouldBe(("m", "t"));
        modal.Components.Select(label => (label.Id, label.Component!.Id, label.Component.Required)).ShouldBe([(1, 2, true), (3, 4, false)]);
    }

    private static object Label(object component) => new { type = 18, label = "label", component };

    private static string[] Inside(object component) => Errors(new() { ["components"] = new[] { Label(component) } });

    private static string[] Input(Fields more)
    {
        var input = new Fields { ["type"] = 4, ["custom_id"] = "i", ["style"] = 1 };
        foreach (var (name, value) in more) input[name] = value;
        return Inside(input);
    }

    private static string[] Errors(Fields more)
    {
        var modal = new Fields { ["custom_id"] = "m", ["title"] = "title", ["components"] = new[] { Text() } };
        foreach (var (name, value) in more) modal[name] = value;
        var form = FormOf(new { data = modal });
        ModalForm.Read(form.Part("data")!);
        return ErrorsOf(form);
    }
}
