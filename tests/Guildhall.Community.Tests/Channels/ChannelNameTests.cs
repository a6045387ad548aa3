using Guildhall.Community.Channels;

namespace Guildhall.Community.Tests.Channels;

public sealed class ChannelNameTests
{
    [Theory]
    [InlineData("General Chat", "general-chat")]
    [InlineData("  --Off   Topic--  ", "off-topic")]
    [InlineData("C# & .NET!", "c-net")]
    [InlineData("ÄPFEL und Öl", "äpfel-und-öl")]
    [InlineData("日本語", "日本語")]
    [InlineData("🎉 party", "🎉-party")]
    [InlineData("snake_case", "snake_case")]
    [InlineData("???", "")]
    public void A_text_channel_is_written_as_one_word(string typed, string kept) =>
        ChannelName.Normalised(ChannelType.GuildText, typed).ShouldBe(kept);

    [Fact]
    public void A_category_keeps_what_was_typed() =>
        ChannelName.Normalised(ChannelType.GuildCategory, "Text Channels!").ShouldBe("Text Channels!");
}
