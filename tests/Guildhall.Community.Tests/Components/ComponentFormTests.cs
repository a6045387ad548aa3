using Guildhall.Community.Components;
using static Guildhall.Community.Tests.Components.Reading;
using Fields = System.Collections.Generic.Dictionary<string, object?>;

namespace Guildhall.Community.Tests.Components;

public sealed class ComponentFormTests
{
    [Fact]
    public void A_message_without_the_flag_has_rows_alone_and_five_at_most()
    {
        Errors(false, AllowedComponents.All, Row(Button())).ShouldBeEmpty();
        Errors(false, AllowedComponents.All, Text()).ShouldBe(["components.0.type UNION_TYPE_CHOICES"]);
        Errors(false, AllowedComponents.All, [.. Enumerable.Range(0, 5).Select(i => Row(Button($"{i}")))]).ShouldBeEmpty();
        Errors(false, AllowedComponents.All, [.. Enumerable.Range(0, 6).Select(i => Row(Button($"{i}")))]).ShouldBe(["components BASE_TYPE_MAX_LENGTH"]);
    }

    [Fact]
    public void Forty_components_are_the_most_and_those_inside_others_count()
    {
        var row = (int i) => Row([.. Enumerable.Range(0, 4).Select(j => Button($"{i}.{j}"))]);
        Errors([.. Enumerable.Range(0, 8).Select(row)]).ShouldBeEmpty();
        Errors([.. Enumerable.Range(0, 8).Select(row), Text()]).ShouldBe(["components BASE_TYPE_MAX_LENGTH"]);
        Errors([.. Enumerable.Range(0, 41).Select(_ => Text())]).ShouldBe(["components BASE_TYPE_MAX_LENGTH"]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(15)]
    [InlineData(18)]
    [InlineData(19)]
    [InlineData(23)]
    [InlineData(99)]
    [InlineData(-1)]
    public void What_belongs_inside_others_or_into_modals_does_not_stand_at_the_top(int type) =>
        Errors(new { type, custom_id = "x" }).ShouldBe(["components.0.type UNION_TYPE_CHOICES"]);

    [Fact]
    public void A_component_has_a_type()
    {
        Errors(new { content = "x" }).ShouldBe(["components.0.type BASE_TYPE_REQUIRED"]);
        Errors(new { type = "x" }).ShouldContain("components.0.type NUMBER_TYPE_COERCE");
        Errors(7).ShouldBe(["components.0 DICT_TYPE_CONVERT"]);
        ErrorsOf(Tried(new { components = "x" })).ShouldBe(["components LIST_TYPE_CONVERT"]);
    }

    [Fact]
    public void Absent_and_null_differ()
    {
        ComponentForm.ReadAll(FormOf(new { }), true, AllowedComponents.All).IsPresent.ShouldBeFalse();
        var none = ComponentForm.ReadAll(FormOf(new { components = (object?)null }), true, AllowedComponents.All);
        (none.IsPresent, none.Value!.Count).ShouldBe((true, 0));
        ComponentForm.ReadAll(FormOf(new { components = new[] { Text() } }), true, AllowedComponents.Ignored).IsPresent.ShouldBeFalse();
    }

    [Fact]
    public void Components_without_numbers_get_the_free_ones_each_before_those_inside_it()
    {
        var read = Read(
            new { type = 17, components = new[] { Text(), new { type = 9, id = 2, components = new[] { Text() }, accessory = Button() } } },
            new { type = 10, id = 0, content = "last" });
        var container = read[0];
        container.Id.ShouldBe(1);
        container.Components!.Select(inside => inside.Id).ShouldBe([3, 2]);
        (container.Components![1].Components![0].Id, container.Components[1].Accessory!.Id, read[1].Id).ShouldBe((4, 5, 6));
    }

    [Fact]
    public void Numbers_and_custom_ids_are_each_given_once()
    {
        Errors(new { type = 10, id = 3, content = "a" }, new { type = 14, id = 3 }).ShouldBe(["components.1.id COMPONENT_ID_DUPLICATED"]);
        Errors(new { type = 10, id = -1, content = "a" }).ShouldBe(["components.0.id NUMBER_TYPE_MIN"]);
        Errors(Row(Button("x"), Button("x"))).ShouldBe(["components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"]);
        Errors(Row(Button("x"), Button("X"), Button("x "))).ShouldBeEmpty();
    }

    [Fact]
    public void A_row_is_five_buttons_or_one_select_wide()
    {
        object Select(string id) => new { type = 5, custom_id = id };
        object[] buttons = [.. Enumerable.Range(0, 6).Select(i => Button($"{i}"))];
        Errors(Row(buttons[..5])).ShouldBeEmpty();
        Errors(Row(buttons)).ShouldBe(["components.0.components BASE_TYPE_BAD_LENGTH"]);
        Errors(Row()).ShouldBe(["components.0.components BASE_TYPE_BAD_LENGTH"]);
        Errors(new { type = 1 }).ShouldBe(["components.0.components BASE_TYPE_REQUIRED"]);
        Errors(Row(Select("a"), Select("b"))).ShouldBe(["components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED"]);
        Errors(Row(Button(), Select("a"))).ShouldBe(["components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED"]);
        Errors(Row(Text())).ShouldBe(["components.0.components.0.type UNION_TYPE_CHOICES"]);
        Errors(Row(Row(Button()))).ShouldBe(["components.0.components.0.type UNION_TYPE_CHOICES"]);
    }

    [Fact]
    public void Nobody_but_an_application_sends_what_has_to_be_answered()
    {
        const string refused = "components.0.components.0.type COMPONENT_INTERACTIVE_NOT_ALLOWED";
        Errors(false, AllowedComponents.Shown, Row(Button())).ShouldBe([refused]);
        Errors(false, AllowedComponents.Shown, Row(new { type = 3, custom_id = "s", options = Options(1) })).ShouldBe([refused]);
        Errors(false, AllowedComponents.Shown, Row(new { type = 8, custom_id = "s" })).ShouldBe([refused]);
        Errors(false, AllowedComponents.Shown, Row(new { type = 2, style = 6, sku_id = "1" })).ShouldBe([refused]);
        Errors(false, AllowedComponents.Shown, Row(new { type = 2, style = 5, label = "go", url = "https://example.org" })).ShouldBeEmpty();
        Errors(true, AllowedComponents.Shown, Text(), new { type = 14 }).ShouldBeEmpty();
    }

    [Fact]
    public void Errors_stand_below_the_part_that_holds_the_message()
    {
        var part = FormOf(new { message = new { components = new[] { Row(new { type = 2, style = 9, label = "x", custom_id = "x" }) } } }).Part("message")!;
        ComponentForm.ReadAll(part, false, AllowedComponents.All);
        ErrorsOf(part).ShouldBe(["message.components.0.components.0.style BASE_TYPE_CHOICES"]);
    }

    [Fact]
    public void A_flood_of_components_is_read_no_further_than_its_limit()
    {
        object container = new { type = 17, components = Enumerable.Repeat(new Fields { ["type"] = 10, ["content"] = "" }, 40) };
        Errors([.. Enumerable.Repeat(container, 40)]).Length.ShouldBeLessThan(60);
    }

    private static Edge.Form Tried(object body)
    {
        var form = FormOf(body);
        ComponentForm.ReadAll(form, true, AllowedComponents.All);
        return form;
    }
}
