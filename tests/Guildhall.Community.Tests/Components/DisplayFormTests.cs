using static Guildhall.Community.Tests.Components.Reading;
using Fields = System.Collections.Generic.Dictionary<string, object?>;

namespace Guildhall.Community.Tests.Components;

public sealed class DisplayFormTests
{
    private static readonly object Web = new { url = "https://example.org/a.png" };

    [Fact]
    public void Texts_are_there_and_four_thousand_characters_together()
    {
        Errors(Text(new string('é', 4000))).ShouldBeEmpty();
        Errors(Text(new string('é', 4001))).ShouldBe(["components.0.content BASE_TYPE_BAD_LENGTH", "components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"]);
        Errors(Text(new string('a', 2000)), Text(new string('b', 2000))).ShouldBeEmpty();
        Errors(Text(new string('a', 2000)), Text(new string('b', 2001)), Text("c")).ShouldBe(["components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"]);
        Errors(Text("")).ShouldBe(["components.0.content BASE_TYPE_REQUIRED"]);
        Errors(Text(" \n ")).ShouldBe(["components.0.content BASE_TYPE_REQUIRED"]);
        Errors(new { type = 10 }).ShouldBe(["components.0.content BASE_TYPE_REQUIRED"]);
        Read(Text("  indented"))[0].Content.ShouldBe("  indented");
    }

    [Fact]
    public void A_section_has_one_to_three_texts_and_something_beside_them()
    {
        object Section(object? accessory, params object[] inside) => new { type = 9, components = inside, accessory };
        Errors(Section(Button(), Text(), Text(), Text())).ShouldBeEmpty();
        Errors(Section(new { type = 11, media = Web }, Text())).ShouldBeEmpty();
        Errors(Section(null, Text())).ShouldBe(["components.0.accessory BASE_TYPE_REQUIRED"]);
        Errors(Section(Button())).ShouldBe(["components.0.components BASE_TYPE_BAD_LENGTH"]);
        Errors(Section(Button(), Text(), Text(), Text(), Text())).ShouldBe(["components.0.components BASE_TYPE_BAD_LENGTH"]);
        Errors(Section(Button(), new { type = 14 })).ShouldBe(["components.0.components.0.type UNION_TYPE_CHOICES"]);
        Errors(Section(Text(), Text())).ShouldBe(["components.0.accessory.type UNION_TYPE_CHOICES"]);
        Errors(Section("x", Text())).ShouldBe(["components.0.accessory DICT_TYPE_CONVERT"]);
    }

    [Fact]
    public void A_container_holds_all_but_containers()
    {
        object Container(params object[] inside) => new { type = 17, components = inside };
        Errors(Container(Text(), new { type = 14 }, Row(Button()), new { type = 12, items = new[] { new { media = Web } } })).ShouldBeEmpty();
        Errors(Container()).ShouldBe(["components.0.components BASE_TYPE_BAD_LENGTH"]);
        Errors(Container(Container(Text()))).ShouldBe(["components.0.components.0.type UNION_TYPE_CHOICES"]);
        Errors(Container(Button())).ShouldBe(["components.0.components.0.type UNION_TYPE_CHOICES"]);
        Errors(new { type = 17, accent_color = 0xFFFFFF, spoiler = true, components = new[] { Text() } }).ShouldBeEmpty();
        Errors(new { type = 17, accent_color = 0x1000000, components = new[] { Text() } }).ShouldBe(["components.0.accent_color NUMBER_TYPE_MAX"]);
        Errors(new { type = 17, spoiler = 1, components = new[] { Text() } }).ShouldBe(["components.0.spoiler BOOLEAN_TYPE_CONVERT"]);
    }

    [Fact]
    public void A_gallery_has_one_to_ten_items()
    {
        object Gallery(int count) => new { type = 12, items = Enumerable.Repeat(new { media = Web, description = "d", spoiler = true }, count) };
        Errors(Gallery(10)).ShouldBeEmpty();
        Errors(Gallery(0)).ShouldBe(["components.0.items BASE_TYPE_BAD_LENGTH"]);
        Errors(Gallery(11)).ShouldBe(["components.0.items BASE_TYPE_BAD_LENGTH"]);
        Errors(new { type = 12 }).ShouldBe(["components.0.items BASE_TYPE_REQUIRED"]);
        Errors(new { type = 12, items = new object[] { new { } } }).ShouldBe(["components.0.items.0.media BASE_TYPE_REQUIRED"]);
        Errors(new { type = 12, items = new[] { new { media = Web, description = new string('d', 1025) } } }).ShouldBe(["components.0.items.0.description BASE_TYPE_BAD_LENGTH"]);
    }

    [Theory]
    [InlineData("https://example.org/a.png", null, "URL_TYPE_INVALID_SCHEME")]
    [InlineData("attachment://a.png", null, null)]
    [InlineData("attachment://my file.png", null, null)]
    [InlineData("attachment://", "URL_TYPE_INVALID_SCHEME", "URL_TYPE_INVALID_SCHEME")]
    [InlineData("file:///etc/passwd", "URL_TYPE_INVALID_SCHEME", "URL_TYPE_INVALID_SCHEME")]
    [InlineData("javascript:alert(1)", "URL_TYPE_INVALID_SCHEME", "URL_TYPE_INVALID_SCHEME")]
    [InlineData("no url", "URL_TYPE_INVALID_URL", "URL_TYPE_INVALID_URL")]
    [InlineData("", "BASE_TYPE_REQUIRED", "BASE_TYPE_REQUIRED")]
    public void Media_are_on_the_web_or_of_the_message_and_files_of_the_message(string url, string? asMedia, string? asFile)
    {
        Errors(new { type = 12, items = new[] { new { media = new { url } } } }).ShouldBe(asMedia is null ? [] : [$"components.0.items.0.media.url {asMedia}"]);
        Errors(new { type = 13, file = new { url } }).ShouldBe(asFile is null ? [] : [$"components.0.file.url {asFile}"]);
    }

    [Fact]
    public void Media_have_an_address_of_bounded_length()
    {
        Errors(new { type = 13 }).ShouldBe(["components.0.file BASE_TYPE_REQUIRED"]);
        Errors(new { type = 13, file = new { } }).ShouldBe(["components.0.file.url BASE_TYPE_REQUIRED"]);
        Errors(new { type = 12, items = new[] { new { media = new { url = "https://example.org/" + new string('a', 2029) } } } })
            .ShouldBe(["components.0.items.0.media.url BASE_TYPE_BAD_LENGTH"]);
    }

    [Fact]
    public void A_separator_is_small_with_a_line_unless_it_says_otherwise()
    {
        var plain = Read(new { type = 14 })[0];
        (plain.Divider, plain.Spacing).ShouldBe((true, 1));
        var wide = Read(new { type = 14, divider = false, spacing = 2 })[0];
        (wide.Divider, wide.Spacing).ShouldBe((false, 2));
        Errors(new { type = 14, spacing = 3 }).ShouldBe(["components.0.spacing BASE_TYPE_CHOICES"]);
    }

    [Fact]
    public void What_readers_need_is_filled_in()
    {
        var read = Read(
            new { type = 9, components = new[] { Text() }, accessory = new Fields { ["type"] = 11, ["media"] = Web } },
            new { type = 13, file = new { url = "attachment://a.txt" } },
            new { type = 17, components = new[] { Text() } });
        read[0].Accessory!.ShownDescription.ShouldBe(new Optional<string?>(true, null));
        (read[0].Accessory!.Spoiler, read[1].Spoiler, read[2].Spoiler).ShouldBe((false, false, false));
        read[2].ShownAccentColor.ShouldBe(new Optional<int?>(true, null));
    }
}
