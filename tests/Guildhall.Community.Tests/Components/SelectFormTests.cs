using static Guildhall.Community.Tests.Components.Reading;
using Fields = System.Collections.Generic.Dictionary<string, object?>;

namespace Guildhall.Community.Tests.Components;

public sealed class SelectFormTests
{
    private const string At = "components.0.components.0";

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Every_select_has_a_custom_id_a_hint_and_bounds(int type)
    {
        Wrong(type, []).ShouldBeEmpty();
        Wrong(type, new() { ["custom_id"] = null }).ShouldBe([$"{At}.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"]);
        Wrong(type, new() { ["placeholder"] = new string('p', 150) }).ShouldBeEmpty();
        Wrong(type, new() { ["placeholder"] = new string('p', 151) }).ShouldBe([$"{At}.placeholder BASE_TYPE_MAX_LENGTH"]);
        Wrong(type, new() { ["min_values"] = 0, ["max_values"] = 3 }).ShouldBeEmpty();
        Wrong(type, new() { ["min_values"] = -1 }).ShouldBe([$"{At}.min_values NUMBER_TYPE_MIN"]);
        Wrong(type, new() { ["min_values"] = 26, ["max_values"] = 25, ["options"] = Options(25) }).ShouldBe([$"{At}.min_values NUMBER_TYPE_MAX"]);
        Wrong(type, new() { ["max_values"] = 0, ["min_values"] = 0 }).ShouldBe([$"{At}.max_values NUMBER_TYPE_MIN"]);
        Wrong(type, new() { ["max_values"] = 26, ["options"] = Options(25) }).ShouldBe([$"{At}.max_values NUMBER_TYPE_MAX"]);
        Wrong(type, new() { ["min_values"] = 2 }).ShouldBe([$"{At}.max_values NUMBER_TYPE_MIN"]);
        var read = Read(Row(Select(type, new() { ["disabled"] = true, ["required"] = false })))[0].Components![0];
        (read.MinValues, read.MaxValues, read.Disabled, read.Required).ShouldBe((1, 1, true, null));
    }

    [Fact]
    public void Choices_are_one_to_twenty_five_and_enough_for_the_most_that_may_be_chosen()
    {
        Wrong(3, new() { ["options"] = null }).ShouldBe([$"{At}.options BASE_TYPE_REQUIRED"]);
        Wrong(3, new() { ["options"] = Options(0) }).ShouldBe([$"{At}.options BASE_TYPE_BAD_LENGTH"]);
        Wrong(3, new() { ["options"] = Options(25), ["max_values"] = 25 }).ShouldBeEmpty();
        Wrong(3, new() { ["options"] = Options(26) }).ShouldBe([$"{At}.options BASE_TYPE_BAD_LENGTH"]);
        Wrong(3, new() { ["options"] = Options(2), ["max_values"] = 3 }).ShouldBe([$"{At}.options BASE_TYPE_BAD_LENGTH"]);
    }

    [Theory]
    [InlineData("label", 100)]
    [InlineData("value", 100)]
    [InlineData("description", 100)]
    public void A_choices_text_may_be_as_long_as_its_limit_and_no_longer(string field, int max)
    {
        Wrong(3, new() { ["options"] = new[] { new Fields { ["label"] = "l", ["value"] = "v", [field] = new string('x', max) } } }).ShouldBeEmpty();
        Wrong(3, new() { ["options"] = new[] { new Fields { ["label"] = "l", ["value"] = "v", [field] = new string('x', max + 1) } } })
            .ShouldHaveSingleItem().ShouldStartWith($"{At}.options.0.{field} BASE_TYPE_");
    }

    [Fact]
    public void Choices_have_a_label_and_a_value_of_their_own()
    {
        Wrong(3, new() { ["options"] = new object[] { new { } } }).ShouldBe([$"{At}.options.0.label BASE_TYPE_REQUIRED", $"{At}.options.0.value BASE_TYPE_REQUIRED"]);
        Wrong(3, new() { ["options"] = new object[] { new { label = "a", value = "x" }, new { label = "b", value = "x" } } })
            .ShouldBe([$"{At}.options.1 SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"]);
        Wrong(3, new() { ["options"] = new object[] { new { label = "a", value = "x", @default = true }, new { label = "b", value = "y", @default = true } } })
            .ShouldBe([$"{At}.options SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES"]);
        Wrong(3, new() { ["options"] = new object[] { new { label = "a", value = "x", emoji = new { name = "no" } } } })
            .ShouldBe([$"{At}.options.0.emoji.name BUTTON_COMPONENT_INVALID_EMOJI"]);
    }

    [Theory]
    [InlineData(5, "user", true)]
    [InlineData(5, "role", false)]
    [InlineData(6, "role", true)]
    [InlineData(6, "channel", false)]
    [InlineData(7, "user", true)]
    [InlineData(7, "role", true)]
    [InlineData(7, "channel", false)]
    [InlineData(8, "channel", true)]
    [InlineData(8, "user", false)]
    public void A_select_begins_with_what_it_can_hold(int type, string kind, bool fits) =>
        Wrong(type, new() { ["default_values"] = new[] { new { id = "5", type = kind } } })
            .ShouldBe(fits ? [] : [$"{At}.default_values.0.type BASE_TYPE_CHOICES"]);

    [Fact]
    public void A_select_begins_with_no_more_than_it_can_hold()
    {
        object[] two = [new { id = "5", type = "user" }, new { id = "6", type = "user" }];
        Wrong(5, new() { ["default_values"] = two }).ShouldBe([$"{At}.default_values BASE_TYPE_MAX_LENGTH"]);
        Wrong(5, new() { ["default_values"] = two, ["max_values"] = 2 }).ShouldBeEmpty();
        Wrong(5, new() { ["default_values"] = new object[] { new { type = "user" } } }).ShouldBe([$"{At}.default_values.0.id BASE_TYPE_REQUIRED"]);
        Wrong(5, new() { ["default_values"] = new object[] { new { id = "x", type = "user" } } }).ShouldBe([$"{At}.default_values.0.id NUMBER_TYPE_COERCE"]);
    }

    [Fact]
    public void Channels_may_be_narrowed_to_types_that_there_are()
    {
        Read(Row(Select(8, new() { ["channel_types"] = new[] { 0, 5, 0 } })))[0].Components![0].ChannelTypes.ShouldBe([ChannelType.GuildText, ChannelType.GuildAnnouncement]);
        Wrong(8, new() { ["channel_types"] = new[] { 0, 99 } }).ShouldBe([$"{At}.channel_types.1 BASE_TYPE_CHOICES"]);
        Wrong(8, new() { ["channel_types"] = "0" }).ShouldBe([$"{At}.channel_types LIST_TYPE_CONVERT"]);
    }

    private static Fields Select(int type, Fields more)
    {
        var select = new Fields { ["type"] = type, ["custom_id"] = "s" };
        if (type == 3) select["options"] = Options(3);
        foreach (var (name, value) in more) select[name] = value;
        return select;
    }

    private static string[] Wrong(int type, Fields more) => Errors(Row(Select(type, more)));
}
