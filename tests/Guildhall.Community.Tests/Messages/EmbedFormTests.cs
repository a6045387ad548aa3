using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Tests.Messages;

public sealed class EmbedFormTests
{
    [Theory]
    [InlineData("title", 256)]
    [InlineData("description", 4096)]
    public void A_text_may_be_as_long_as_its_limit_and_no_longer(string field, int max)
    {
        Errors(new Fields { [field] = new string('é', max) }).ShouldBeEmpty();
        Errors(new Fields { [field] = new string('é', max + 1) }).ShouldBe([$"embeds.0.{field} BASE_TYPE_MAX_LENGTH"]);
    }

    [Fact]
    public void Letters_beyond_the_basic_plane_count_once_and_piled_marks_count_each()
    {
        Errors(new Fields { ["title"] = string.Concat(Enumerable.Repeat("😀", 256)) }).ShouldBeEmpty();
        Errors(new Fields { ["title"] = "a" + new string('\u0301', 256) }).ShouldBe(["embeds.0.title BASE_TYPE_MAX_LENGTH"]);
    }

    [Fact]
    public void All_embeds_together_have_a_limit()
    {
        var long4000 = new Fields { ["description"] = new string('d', 4000) };
        Errors(long4000, new Fields { ["description"] = new string('d', 2000) }).ShouldBeEmpty();
        Errors(long4000, new Fields { ["description"] = new string('d', 2001) }).ShouldBe(["embeds MAX_EMBED_SIZE_EXCEEDED"]);
    }

    [Theory]
    [InlineData("https://example.org/x", null)]
    [InlineData("http://example.org", null)]
    [InlineData("javascript:alert(1)", "URL_TYPE_INVALID_SCHEME")]
    [InlineData("data:text/html,x", "URL_TYPE_INVALID_SCHEME")]
    [InlineData("attachment://a.png", "URL_TYPE_INVALID_SCHEME")]
    [InlineData("/relative", "URL_TYPE_INVALID_SCHEME")]
    [InlineData("not a url", "URL_TYPE_INVALID_URL")]
    public void Links_lead_to_the_web_alone(string url, string? code) =>
        Errors(new Fields { ["title"] = "t", ["url"] = url }).ShouldBe(code is null ? [] : [$"embeds.0.url {code}"]);

    [Fact]
    public void Pictures_may_be_files_of_the_message()
    {
        Errors(new Fields { ["image"] = new { url = "attachment://a.png" }, ["thumbnail"] = new { url = "https://example.org/t.png" } }).ShouldBeEmpty();
        Errors(new Fields { ["image"] = new { url = "file:///etc/passwd" } }).ShouldContain("embeds.0.image.url URL_TYPE_INVALID_SCHEME");
    }

    [Fact]
    public void There_are_bounds_on_how_many()
    {
        var one = new Fields { ["title"] = "t" };
        Errors([.. Enumerable.Repeat(one, 11)]).ShouldBe(["embeds BASE_TYPE_MAX_LENGTH"]);
        Errors(new Fields { ["fields"] = Enumerable.Repeat(new { name = "n", value = "v" }, 26) }).ShouldContain("embeds.0.fields BASE_TYPE_MAX_LENGTH");
        Errors(new Fields { ["title"] = "t", ["color"] = 0x1000000 }).ShouldBe(["embeds.0.color NUMBER_TYPE_MAX"]);
    }

    [Fact]
    public void No_shape_of_json_is_more_than_an_error()
    {
        string[] values = ["null", "1", "-1.5e300", "true", "\"x\"", "\"\\ud800\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"url\":{}}", "\"2026-13-45T99:99:99Z\""];
        string[] names = ["title", "description", "url", "timestamp", "color", "footer", "image", "thumbnail", "author", "fields", "type", "provider"];
        foreach (var name in names)
        {
            foreach (var value in values)
            {
                var form = new Form(JsonSerializer.Deserialize<JsonElement>($"{{\"embeds\":[{{\"{name}\":{value}}}]}}"));
                EmbedForm.ReadAll(form).IsPresent.ShouldBeTrue();
            }
        }

        foreach (var value in values) EmbedForm.ReadAll(new Form(JsonSerializer.Deserialize<JsonElement>($"{{\"embeds\":{value}}}")));
    }

    private static IEnumerable<string> Errors(params Fields[] embeds)
    {
        var form = new Form(JsonSerializer.SerializeToElement(new { embeds }));
        EmbedForm.ReadAll(form);
        return form.Failure is Failure.InvalidForm invalid ? invalid.Errors.Select(error => $"{error.Path} {error.Code}") : [];
    }

    private sealed class Fields : Dictionary<string, object>;
}
