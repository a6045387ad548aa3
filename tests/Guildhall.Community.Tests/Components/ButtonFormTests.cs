using static Guildhall.Community.Tests.Components.Reading;
using Fields = System.Collections.Generic.Dictionary<string, object?>;

namespace Guildhall.Community.Tests.Components;

public sealed class ButtonFormTests
{
    private const string At = "components.0.components.0";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_answered_has_a_custom_id_and_nothing_of_other_buttons(int style)
    {
        Wrong(new() { ["style"] = style, ["label"] = "go", ["custom_id"] = "x" }).ShouldBeEmpty();
        Wrong(new() { ["style"] = style, ["label"] = "go" }).ShouldBe([$"{At}.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"]);
        Wrong(new() { ["style"] = style, ["label"] = "go", ["custom_id"] = "" }).ShouldBe([$"{At}.custom_id BASE_TYPE_REQUIRED"]);
        Wrong(new() { ["style"] = style, ["label"] = "go", ["custom_id"] = "x", ["url"] = "https://example.org" }).ShouldBe([$"{At}.url BUTTON_COMPONENT_FIELD_NOT_ALLOWED"]);
        Wrong(new() { ["style"] = style, ["label"] = "go", ["custom_id"] = "x", ["sku_id"] = "1" }).ShouldBe([$"{At}.sku_id BUTTON_COMPONENT_FIELD_NOT_ALLOWED"]);
        Wrong(new() { ["style"] = style, ["custom_id"] = "x" }).ShouldBe([$"{At}.label BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"]);
    }

    [Fact]
    public void A_link_has_an_address_and_no_custom_id()
    {
        Wrong(new() { ["style"] = 5, ["label"] = "go", ["url"] = "https://example.org/a?b" }).ShouldBeEmpty();
        Wrong(new() { ["style"] = 5, ["label"] = "go", ["url"] = "discord://-/channels/1" }).ShouldBeEmpty();
        Wrong(new() { ["style"] = 5, ["label"] = "go" }).ShouldBe([$"{At}.url BUTTON_COMPONENT_URL_REQUIRED"]);
        Wrong(new() { ["style"] = 5, ["label"] = "go", ["url"] = "javascript:alert(1)" }).ShouldBe([$"{At}.url URL_TYPE_INVALID_SCHEME"]);
        Wrong(new() { ["style"] = 5, ["label"] = "go", ["url"] = "no url" }).ShouldBe([$"{At}.url URL_TYPE_INVALID_URL"]);
        Wrong(new() { ["style"] = 5, ["label"] = "go", ["url"] = "https://example.org/" + new string('a', 493) }).ShouldBe([$"{At}.url BASE_TYPE_BAD_LENGTH"]);
        Wrong(new() { ["style"] = 5, ["label"] = "go", ["url"] = "https://example.org", ["custom_id"] = "x" }).ShouldBe([$"{At}.custom_id BUTTON_COMPONENT_FIELD_NOT_ALLOWED"]);
    }

    [Fact]
    public void A_premium_button_has_its_article_alone()
    {
        Wrong(new() { ["style"] = 6, ["sku_id"] = "77" }).ShouldBeEmpty();
        Wrong(new() { ["style"] = 6 }).ShouldBe([$"{At}.sku_id BUTTON_COMPONENT_SKU_ID_REQUIRED"]);
        foreach (var (name, value) in new Fields { ["custom_id"] = "x", ["url"] = "https://example.org", ["label"] = "go", ["emoji"] = new { name = "🔥" } })
            Wrong(new() { ["style"] = 6, ["sku_id"] = "77", [name] = value }).ShouldBe([$"{At}.{name} BUTTON_COMPONENT_FIELD_NOT_ALLOWED"]);
    }

    [Theory]
    [InlineData("label", 80)]
    [InlineData("custom_id", 100)]
    public void A_text_may_be_as_long_as_its_limit_and_no_longer(string field, int max)
    {
        Wrong(new() { ["style"] = 1, ["label"] = "go", ["custom_id"] = "x", [field] = new string('é', max) }).ShouldBeEmpty();
        Wrong(new() { ["style"] = 1, ["label"] = "go", ["custom_id"] = "x", [field] = new string('é', max + 1) }).ShouldHaveSingleItem().ShouldStartWith($"{At}.{field} BASE_TYPE_");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Styles_are_the_documented_ones(int style) =>
        Wrong(new() { ["style"] = style, ["label"] = "go", ["custom_id"] = "x" }).ShouldBe([$"{At}.style BASE_TYPE_CHOICES"]);

    [Fact]
    public void An_emoji_is_a_real_one_or_a_custom_one()
    {
        Wrong(Emoji(new { name = "🔥" })).ShouldBeEmpty();
        Wrong(Emoji(new { id = (string?)null, name = "👍🏽" })).ShouldBeEmpty();
        Wrong(Emoji(new { id = "123", name = "gear" })).ShouldBeEmpty();
        Wrong(Emoji(new { id = "123" })).ShouldBeEmpty();
        Wrong(Emoji(new { name = "fire" })).ShouldBe([$"{At}.emoji.name BUTTON_COMPONENT_INVALID_EMOJI"]);
        Wrong(Emoji(new { name = "gear:123" })).ShouldBe([$"{At}.emoji.name BUTTON_COMPONENT_INVALID_EMOJI"]);
        Wrong(Emoji(new { })).ShouldBe([$"{At}.emoji.name BASE_TYPE_REQUIRED", $"{At}.label BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"]);
        Wrong(Emoji("🔥")).ShouldContain($"{At}.emoji DICT_TYPE_CONVERT");
        Wrong(Emoji(new { id = "123", name = new string('a', 33) })).ShouldBe([$"{At}.emoji.name BASE_TYPE_MAX_LENGTH"]);
    }

    [Fact]
    public void A_button_is_kept_as_it_was_sent()
    {
        var button = Read(Row(new { type = 2, style = 4, label = " stop ", emoji = new { id = "5", name = "x", animated = true }, custom_id = " stop ", disabled = true }))[0].Components![0];
        (button.Style, button.Label, button.CustomId, button.Disabled).ShouldBe((4, "stop", " stop ", true));
        button.Emoji.ShouldBe(new ComponentEmojiPayload("x") { Id = new EmojiId(new Snowflake(5)), Animated = true });
    }

    private static Fields Emoji(object emoji) => new() { ["style"] = 1, ["custom_id"] = "x", ["emoji"] = emoji };

    private static string[] Wrong(Fields button) => Errors(Row(new Fields(button) { ["type"] = 2 }));
}
