using Guildhall.Testing;

namespace Guildhall.Conformance.Messages;

public sealed class ContentIntentTests
{
    [Fact]
    public async Task A_bot_without_the_content_intent_sees_no_content_but_its_own_and_what_names_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bot = await house.CreateBot(guild.Owner, "helper");
        (await guild.Owner.Post($"/oauth2/authorize?client_id={bot.Id}&scope=bot", new { guild_id = guild.Id, permissions = "0", authorize = true })).Ok();
        const int guildsAndMessages = 1 | (1 << 9);
        await bot.Connect(guildsAndMessages);
        var plain = await general.Say("private words", by: "ada");
        var named = await general.Say($"<@{bot.Id}> help", by: "ada");
        (await bot.Gateway.Saw("MESSAGE_CREATE", m => m.GetProperty("id").GetString() == plain)).GetProperty("content").GetString().ShouldBe("");
        (await bot.Gateway.Saw("MESSAGE_CREATE", m => m.GetProperty("id").GetString() == named)).GetProperty("content").GetString().ShouldNotBe("");
    }
}
