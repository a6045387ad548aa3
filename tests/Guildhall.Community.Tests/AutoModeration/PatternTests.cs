using Guildhall.Community.AutoModeration.Matching;

namespace Guildhall.Community.Tests.AutoModeration;

public sealed class PatternTests
{
    [Theory]
    [InlineData(@"(?i)fr[e3]{2}\s*nitro", "FREE  nitro", "FREE  nitro")]
    [InlineData(@"(?P<word>ab+)c", "xabbcx", "abbc")]
    [InlineData(@"\x{1F600}+", "hey 😀😀", "😀😀")]
    [InlineData(@"[\x41-\x43]{2}", "xBCx", "BC")]
    [InlineData(@"^\d+$", "123", "123")]
    [InlineData(@"[]a]+", "x]a]x", "]a]")]
    [InlineData(@"\bspam\b", "no spam, please", "spam")]
    public void Patterns_in_the_syntax_of_Rust_are_understood(string pattern, string text, string found) =>
        Rules.Find(text, Rules.Of([], patterns: [pattern])).ShouldBe([new RuleMatch(0, pattern, found)]);

    [Theory]
    [InlineData("(")]
    [InlineData("[a")]
    [InlineData("a{3,2}")]
    [InlineData(@"(a)\1")]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData("(?>a)")]
    [InlineData("(?'name'a)")]
    [InlineData(@"\k<a>")]
    [InlineData("[[:alpha:]]")]
    [InlineData("[a-z&&[^b]]")]
    [InlineData("[a-z-[b]]")]
    [InlineData("[😀-😎]")]
    [InlineData("(?:(?:a{1,100}){1,100}){1,100}")]
    [InlineData("(a?){900}a{900}")]
    [InlineData(@"\")]
    public void What_the_engine_cannot_take_or_would_misread_is_refused(string pattern) => RulePattern.Parse(pattern).ShouldBeNull();

    [Fact]
    public void A_pattern_is_excused_by_the_allow_list_too()
    {
        var rule = Rules.Of([], ["class"], [@"\w*ass\w*"]);
        Rules.Find("a class", rule).ShouldBeEmpty();
        Rules.Find("a class, a bass", rule)[0].MatchedContent.ShouldBe("bass");
    }

    [Fact]
    public void A_hostile_pattern_is_left_out_after_a_few_tries()
    {
        var pattern = RulePattern.Parse("([ab]*a[ab]{12}){8}c").ShouldNotBeNull();
        var random = new Random(1);
        for (var tries = 0; tries < 200 && !pattern.IsLeftOut; tries++)
            pattern.Find(string.Concat(Enumerable.Range(0, 2_000).Select(_ => random.Next(2) == 0 ? 'a' : 'b')), 0);
        pattern.IsLeftOut.ShouldBeTrue();
        pattern.Find("aaaaaaaaaaaaac", 0).ShouldBeNull();
    }

    [Fact]
    public void A_pattern_that_is_always_too_slow_for_its_text_is_left_out_and_one_slow_moment_is_forgiven()
    {
        var slow = default(PatternBudget);
        for (var match = 0; match < 20; match++) slow.Spend(TimeSpan.FromMilliseconds(2.2), 2_000);
        slow.IsSpent.ShouldBeTrue();
        var disturbed = default(PatternBudget);
        for (var match = 0; match < 1_000; match++)
            disturbed.Spend(match % 100 == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMicroseconds(30), 2_000);
        disturbed.IsSpent.ShouldBeFalse();
        var hopeless = default(PatternBudget);
        for (var match = 0; match < 3; match++) hopeless.Spend(TimeSpan.FromSeconds(1), 2_000);
        hopeless.IsSpent.ShouldBeTrue();
    }

    [Theory]
    [InlineData(@"(?i)\bfree\s+nitro\b", true)]
    [InlineData("([ab]*a[ab]{12}){8}c", false)]
    public void A_new_pattern_is_tried_before_it_is_taken(string pattern, bool isQuick) =>
        RulePattern.Parse(pattern).ShouldNotBeNull().IsQuick().ShouldBe(isQuick);
}
