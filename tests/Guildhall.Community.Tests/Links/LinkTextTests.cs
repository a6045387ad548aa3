using Guildhall.Community.Links;

namespace Guildhall.Community.Tests.Links;

public sealed class LinkTextTests
{
    [Theory]
    [InlineData("see https://example.org/a", "https://example.org/a")]
    [InlineData("see (https://example.org/a_(b)).", "https://example.org/a_(b)")]
    [InlineData("HTTPS://EXAMPLE.ORG/a, and more", "https://example.org/a")]
    [InlineData("<https://example.org/quiet>", "")]
    [InlineData("<https://example.org/half", "https://example.org/half")]
    [InlineData("[text](https://example.org/b)", "https://example.org/b")]
    [InlineData("`https://example.org/code`", "")]
    [InlineData("```\nhttps://example.org/code\n``` https://example.org/after", "https://example.org/after")]
    [InlineData("`unclosed https://example.org/a", "https://example.org/a")]
    [InlineData("https://example.org/a https://example.org/a", "https://example.org/a")]
    [InlineData("**https://example.org/a**", "https://example.org/a")]
    [InlineData("ahttps://example.org", "")]
    [InlineData("https:// http://", "")]
    [InlineData("ftp://example.org javascript://x", "")]
    [InlineData("", "")]
    public void Links_are_read_as_people_write_them(string content, string links) =>
        string.Join(' ', LinkText.Read(content)).ShouldBe(links);

    [Fact]
    public void A_message_shows_five_previews_at_most() =>
        LinkText.Read(string.Join(' ', Enumerable.Range(0, 20).Select(i => $"https://example.org/{i}"))).Count.ShouldBe(5);
}
