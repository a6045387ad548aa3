using Guildhall.Community.Reactions;

namespace Guildhall.Community.Tests.Reactions;

public sealed class ReactionEmojiTests
{
    [Theory]
    [InlineData("👍", "👍")]
    [InlineData("👍🏽", "👍🏽")]
    [InlineData("❤", "❤️")]
    [InlineData("❤️", "❤️")]
    [InlineData("⭐", "⭐")]
    [InlineData("⭐️", "⭐")]
    [InlineData("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦")]
    [InlineData("🇩🇪", "🇩🇪")]
    [InlineData("1️⃣", "1️⃣")]
    [InlineData("#⃣", "#⃣")]
    public void Emojis_have_one_spelling(string given, string key) => ReactionEmoji.Parse(given)!.Key.ShouldBe(key);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("ab")]
    [InlineData("👍👍")]
    [InlineData("é")]
    [InlineData("🇩")]
    [InlineData("name:")]
    [InlineData("name:x")]
    [InlineData("\ud83d")]
    public void Other_texts_are_none(string given) => ReactionEmoji.Parse(given).ShouldBeNull();

    [Fact]
    public void Custom_emojis_are_told_apart_by_id()
    {
        ReactionEmoji.Parse("blob:42")!.ShouldBe(new ReactionEmoji("42", new EmojiId(new Snowflake(42)), "blob"));
        ReactionEmoji.Parse("a:blob:42")!.Animated.ShouldBeTrue();
    }

    [Fact]
    public void No_text_breaks_the_reader()
    {
        var random = new Random(5);
        for (var round = 0; round < 50_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => (char)random.Next(0x10000)));
            ReactionEmoji.Parse(text);
        }
    }
}
