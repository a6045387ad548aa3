using Guildhall.Community.AutoModeration.Matching;

namespace Guildhall.Community.Tests.AutoModeration;

public sealed class KeywordTests
{
    [Theory]
    [InlineData("cat*", "a Catapult", "Cat")]
    [InlineData("cat*", "copycat", "cat", false)]
    [InlineData("*cat", "copyCat", "Cat")]
    [InlineData("*cat", "catch", "", false)]
    [InlineData("*cat*", "eduCation", "Cat")]
    [InlineData("cat", "a cat.", "cat")]
    [InlineData("cat", "catch a copycat", "", false)]
    [InlineData("the mat*", "in the   matrix", "the   mat")]
    [InlineData("*the mat*", "breathe matter", "the mat")]
    [InlineData("the mat", "the matrix", "", false)]
    public void A_star_says_where_the_word_may_go_on(string keyword, string text, string found, bool isFound = true)
    {
        var matches = Rules.Find(text, Rules.Of([keyword]));
        matches.Count.ShouldBe(isFound ? 1 : 0);
        if (isFound) matches[0].ShouldBe(new RuleMatch(0, keyword, found));
    }

    [Theory]
    [InlineData("STRASSE", "strasse")]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφος")]
    [InlineData("ПРИВЕТ", "привет")]
    [InlineData("K", "k")]
    [InlineData("spam now", "spam\u00A0\u2003\n\u3000now")]
    [InlineData("spam", "s\u200Bp\u00ADa\u2060m")]
    [InlineData("spam", "s\u0336p\u0336a\u0336m\u0336")]
    [InlineData("spam", "ｓｐａｍ")]
    [InlineData("spam", "𝐬𝓹𝕒𝙢")]
    [InlineData("spam", "ⓢⓟⓐⓜ")]
    [InlineData("spam", "🅢🅟🅐🅜")]
    [InlineData("spam", "(spam)")]
    [InlineData("spam", "😀spam😀")]
    [InlineData("spam", "_spam_")]
    public void Case_dress_and_what_nobody_sees_make_no_difference(string keyword, string text) => Rules.Find(text, Rules.Of([keyword])).Count.ShouldBe(1);

    [Fact]
    public void What_was_found_is_told_as_it_was_written() =>
        Rules.Find("oh 𝐒ｐ\u200Bam!", Rules.Of(["spam"]))[0].MatchedContent.ShouldBe("𝐒ｐ\u200Bam");

    [Theory]
    [InlineData("location", false)]
    [InlineData("a cat in a location", true)]
    [InlineData("locations", true)]
    public void What_lies_within_an_allowed_word_is_excused(string text, bool isFound) =>
        (Rules.Find(text, Rules.Of(["*cat*"], ["location"])).Count > 0).ShouldBe(isFound);

    [Fact]
    public void An_allowed_word_with_a_star_excuses_the_word_that_it_begins() =>
        Rules.Find("categories of catalogues", Rules.Of(["*cat*", "*log*"], ["cat*"])).ShouldBeEmpty();

    [Fact]
    public void Each_rule_is_found_once_and_only_where_it_is_asked_for()
    {
        var rules = new[] { Rules.Of(["spam"]), Rules.Of(["spam", "ham"]), Rules.Of(["eggs"]) };
        Rules.Find("spam spam ham", rules).Select(match => match.Rule).ShouldBe([0, 1], ignoreOrder: true);
        List<RuleMatch> matches = [];
        RuleSet.Compile(rules).Match("spam and eggs", [false, true, false], matches);
        matches.Select(match => match.Rule).ShouldBe([1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("**")]
    [InlineData(" * ")]
    [InlineData("\u200B")]
    public void A_keyword_of_nothing_finds_nothing(string keyword) => Rules.Find("anything at all", Rules.Of([keyword])).ShouldBeEmpty();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_preset_has_words_in_plain_letters(int preset)
    {
        PresetWords.Of(preset).Count.ShouldBeGreaterThan(20);
        PresetWords.Of(preset).ShouldAllBe(word => word.Trim() == word && word.Length > 1 && !word.Contains('|', StringComparison.Ordinal));
    }
}
